import { randomUUID } from "node:crypto";
import { expect, test } from "@/e2e/fixtures.ts";

const aName = (suffix: string) => `t${randomUUID().slice(0, 8)}.${suffix}`;
const NOT_FOUND = { code: 404, body: { code: "not_found", detail: "Entity not found" } };
const SCHEMAS = { "1": { type: "object", properties: { zebra: { type: "string" }, apple: { type: "integer" } } } };

test("an event type lives from creation to the end through the official client", async ({ svix }) => {
  const name = aName("paid");
  const made = await svix.eventType.create({ name, description: "Paid.", schemas: SCHEMAS, featureFlags: ["beta"] });
  expect(made).toMatchObject({ name, archived: false, deprecated: false, featureFlags: ["beta"] });
  expect(JSON.stringify((await svix.eventType.get(name)).schemas)).toBe(JSON.stringify(SCHEMAS));

  const patched = await svix.eventType.patch(name, { groupName: "billing" });
  expect(patched).toMatchObject({ description: "Paid.", groupName: "billing", featureFlags: ["beta"] });
  const bare = await svix.eventType.patch(name, { groupName: null, featureFlags: null, schemas: null });
  expect([bare.groupName, bare.featureFlags, bare.schemas]).toEqual([null, null, null]);
  expect(await svix.eventType.upsert(name, { description: "Again." })).toMatchObject({ description: "Again." });

  await svix.eventType.delete(name);
  expect((await svix.eventType.get(name)).archived).toBe(true);
  await svix.eventType.delete(name, { expunge: true });
  await expect(svix.eventType.get(name)).rejects.toMatchObject(NOT_FOUND);
});

test("each operation answers with its status, and a taken name says so", async ({ api }) => {
  const name = aName("made");
  const path = `/api/v1/event-type/${name}`;
  const body = { name, description: "" };
  const statusOf = async (...args: Parameters<typeof api>) => (await api(...args)).status;
  expect(await statusOf("POST", "/api/v1/event-type", body)).toBe(201);
  const taken = await api("POST", "/api/v1/event-type", body);
  expect([taken.status, taken.body]).toMatchObject([409, { code: "event_type_exists" }]);
  expect(await statusOf("PUT", path, { description: "" })).toBe(200);
  expect(await statusOf("PUT", `/api/v1/event-type/${aName("put")}`, { description: "" })).toBe(201);
  expect(await statusOf("PATCH", path, {})).toBe(200);
  expect(await statusOf("DELETE", path)).toBe(204);
  expect(await statusOf("POST", "/api/v1/event-type", body)).toBe(201);
  expect(await statusOf("DELETE", `${path}?expunge=true`)).toBe(204);
  expect(await statusOf("DELETE", path)).toBe(404);
});

test("wrong names are refused where they stand", async ({ api }) => {
  const inBody = await api("POST", "/api/v1/event-type", { name: "no spaces", description: "" });
  expect([inBody.status, inBody.body]).toMatchObject([422, { detail: [{ loc: ["body", "name"] }] }]);
  const inPath = await api("PUT", "/api/v1/event-type/no%20spaces", { description: "" });
  expect([inPath.status, inPath.body]).toMatchObject([422, { detail: [{ loc: ["path", "event_type_name"] }] }]);
});

test("older clients send and find one feature flag", async ({ api }) => {
  const made = await api("POST", "/api/v1/event-type", { name: aName("old"), description: "", featureFlag: "beta" });
  expect(made.body).toMatchObject({ featureFlag: "beta", featureFlags: ["beta"] });
});

test("the list goes by name; archived ones and schemas come when asked for", async ({ svix }) => {
  const prefix = `list${randomUUID().slice(0, 8)}`;
  for (const suffix of ["c", "a", "b"]) {
    await svix.eventType.create({ name: `${prefix}.${suffix}`, description: "", schemas: SCHEMAS });
  }
  await svix.eventType.delete(`${prefix}.b`);
  const list = async (options: Parameters<typeof svix.eventType.list>[0]) => {
    const page = await svix.eventType.list({ limit: 2, iterator: prefix, ...options });
    return page.data.filter(({ name }) => name.startsWith(prefix));
  };
  expect((await list({})).map(({ name }) => name)).toEqual([`${prefix}.a`, `${prefix}.c`]);
  expect((await list({ includeArchived: true })).map(({ name }) => name)).toEqual([`${prefix}.a`, `${prefix}.b`]);
  expect((await list({}))[0]?.schemas).toBeNull();
  expect((await list({ withContent: true }))[0]?.schemas).toEqual(SCHEMAS);
});

test("a customer reads what is meant for it and changes nothing", async ({ svix, api, application }) => {
  const [open, hidden, archived] = [aName("open"), aName("hidden"), aName("archived")];
  const flag = `flag-${randomUUID()}`;
  await svix.eventType.create({ name: open, description: "" });
  await svix.eventType.create({ name: hidden, description: "", featureFlags: [flag] });
  await svix.eventType.create({ name: archived, description: "", archived: true });
  const statusesOf = async (featureFlags: string[]) => {
    const { token } = await svix.authentication.appPortalAccess(
      application.id,
      featureFlags.length > 0 ? { featureFlags } : {},
    );
    const get = (name: string) =>
      api("GET", `/api/v1/event-type/${name}`, undefined, { authorization: `Bearer ${token}` });
    return Promise.all([open, hidden, archived].map(async (name) => (await get(name)).status));
  };
  expect(await statusesOf([])).toEqual([200, 404, 404]);
  expect(await statusesOf([flag])).toEqual([200, 200, 404]);

  const { token } = await svix.authentication.appPortalAccess(application.id, {});
  const headers = { authorization: `Bearer ${token}` };
  const answer = await api("POST", "/api/v1/event-type", { name: aName("mine"), description: "" }, headers);
  expect([answer.status, answer.body]).toMatchObject([403, { code: "insufficient access" }]);
});

test("a type that rejects refuses over every way in what does not fit its schema, and says where", async ({
  svix,
  api,
  application,
}) => {
  const name = aName("checked");
  const schema = { type: "object", required: ["id"], properties: { id: { type: "string" } } };
  await svix.eventType.create({ name, description: "", schemas: { "1": schema } });
  const send = (payload: Record<string, unknown>) => svix.message.create(application.id, { eventType: name, payload });
  await send({ id: 1 });

  const path = `/api/v1/event-type/${name}`;
  expect(await api("PATCH", path, { validation: "reject" })).toMatchObject({
    status: 200,
    body: { validation: "reject" },
  });
  const misfit = { msg: "expected string, found integer 1", type: "schema_violation" };
  await expect(send({ id: 1 })).rejects.toMatchObject({
    code: 422,
    body: { detail: [{ loc: ["body", "payload", "id"], ...misfit }] },
  });
  const messages = [{ id: "a" }, { id: 1 }].map((payload) => ({ eventType: name, payload }));
  const batch = await api("POST", `/api/v1/app/${application.id}/msg/batch`, { messages });
  expect([batch.status, batch.body]).toMatchObject([
    422,
    { detail: [{ loc: ["body", "messages", "1", "payload", "id"], ...misfit }] },
  ]);
  await send({ id: "a" });

  // The SDK does not know the field, and leaves it.
  await svix.eventType.upsert(name, { description: "Again.", schemas: { "1": schema } });
  await expect(send({ id: 1 })).rejects.toMatchObject({ code: 422 });
});

test("a type that reports accepts everything and lists what did not fit", async ({ svix, api, application }) => {
  const name = aName("reported");
  const schemas = { "2": { required: ["id"] } };
  await api("POST", "/api/v1/event-type", { name, description: "", schemas, validation: "report" });
  const { id } = await svix.message.create(application.id, { eventType: name, payload: {} });
  const found = await api("GET", `/api/v1/event-type/${name}/violations`);
  expect([found.status, found.body]).toMatchObject([
    200,
    {
      validation: "report",
      count: 1,
      data: [
        {
          messageId: id,
          applicationId: application.id,
          schemaVersion: "2",
          issues: [{ path: ["id"], expected: "a value", found: "nothing" }],
        },
      ],
    },
  ]);
});

test("what is no schema, or cannot be used as one, is refused and changes nothing", async ({ api }) => {
  const name = aName("wrong");
  const make = async (body: object) => {
    const { status, body: answer } = await api("POST", "/api/v1/event-type", { name, description: "", ...body });
    return [status, (answer as { detail: { loc: string[] }[] }).detail[0]?.loc];
  };
  expect(await make({ schemas: { "1": { type: "text" } } })).toEqual([422, ["body", "schemas", "1"]]);
  const remote = { "1": { $ref: "https://example.com/a.json" } };
  expect(await make({ schemas: remote, validation: "reject" })).toEqual([422, ["body", "schemas", "1"]]);
  expect(await make({ validation: "report" })).toEqual([422, ["body", "validation"]]);
  expect((await api("GET", `/api/v1/event-type/${name}`)).status).toBe(404);
});

test("an OpenAPI document is imported through the official client, first as a preview", async ({ svix }) => {
  const name = aName("imported");
  const specRaw = `
openapi: 3.1.0
webhooks:
  ${name}:
    post:
      description: Imported.
      x-svix-group-name: imports
      x-svix-feature-flags: [beta]
      requestBody:
        content:
          application/json:
            schema: { $ref: "#/components/schemas/Thing" }
components:
  schemas:
    Thing: { type: object, properties: { id: { type: string } } }
`;
  const preview = await svix.eventType.importOpenapi({ specRaw, dryRun: true });
  expect(preview.data.modified).toEqual([]);
  expect(preview.data.toModify).toMatchObject([{ name, description: "Imported.", groupName: "imports" }]);
  await expect(svix.eventType.get(name)).rejects.toMatchObject(NOT_FOUND);

  expect((await svix.eventType.importOpenapi({ specRaw })).data.modified).toEqual([name]);
  const made = await svix.eventType.get(name);
  expect(made).toMatchObject({ description: "Imported.", groupName: "imports", featureFlags: ["beta"] });
  expect(made.schemas).toMatchObject({ "1": { $defs: { Thing: { type: "object" } } } });
  expect((await svix.eventType.importOpenapi({ specRaw })).data.modified).toEqual([]);
});
