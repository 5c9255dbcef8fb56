import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import type { EventTypeImportOpenApiIn } from "@/lib/contract/event-type-import.ts";
import { exampleOf } from "@/lib/contract/example.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getEventType } from "@/lib/domain/event-types/get.ts";
import { importEventTypes } from "@/lib/domain/event-types/import.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";
import { patchEventType } from "@/lib/domain/event-types/patch.ts";
import { previewImport } from "@/lib/domain/event-types/preview-import.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEventType, anOperator, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const PET = { type: "object", required: ["id"], properties: { id: { type: "string" }, tag: { type: "string" } } };

/** A document of one webhook, `pet.new`, whose body is this schema. */
const aDocument = (schema: object, rest: object = {}) => ({
  openapi: "3.1.0",
  webhooks: { "pet.new": { post: { summary: "A pet came.", ...bodyOf(schema) } } },
  ...rest,
});
const bodyOf = (schema: object) => ({ requestBody: { content: { "application/json": { schema } } } });

function run(ctx: Context, spec: object, options: Partial<EventTypeImportOpenApiIn> = {}) {
  return importEventTypes(ctx, { spec: { ...spec }, dryRun: false, replaceAll: false, ...options });
}

async function refusal(importing: Promise<unknown>) {
  const error: unknown = await importing.then(
    () => null,
    (reason: unknown) => reason,
  );
  const { issues } = error as { issues?: { loc: string[]; msg: string }[] };
  if (!issues?.[0]) throw error;
  return `${issues[0].loc.join("/")}: ${issues[0].msg}`;
}

const names = async (ctx: Context) =>
  (await listEventTypes(ctx, { limit: 100, order: "ascending" })).data.map(({ name }) => name);

describe("an import", () => {
  test("takes name, description, group, flags, deprecation, schema and examples, of JSON and YAML alike", async () => {
    const document = {
      openapi: "3.1.0",
      webhooks: {
        "pet.new": {
          "x-svix-group-name": "pets",
          post: {
            description: "A pet came.",
            deprecated: true,
            "x-svix-feature-flags": ["beta", "cats"],
            requestBody: {
              content: { "application/json": { schema: PET, examples: { one: { value: { id: "p1" } } } } },
            },
          },
        },
        "not a name": { put: { operationId: "pet.left", summary: "It left." } },
      },
      "x-webhooks": { "pet.seen": { get: {} } },
    };
    for (const given of [{ spec: document }, { specRaw: JSON.stringify(document) }, { specRaw: stringify(document) }]) {
      const ctx = anOperator();
      const { data } = await importEventTypes(ctx, { ...given, dryRun: false, replaceAll: false });
      expect(data).toEqual({ modified: ["pet.new", "pet.left", "pet.seen"], to_modify: null, archived: [] });
      const made = await getEventType(ctx, { name: "pet.new" });
      expect(made).toMatchObject({
        description: "A pet came.",
        groupName: "pets",
        featureFlags: ["beta", "cats"],
        deprecated: true,
        validation: "off",
        schemas: { "1": { $schema: "https://json-schema.org/draft/2020-12/schema", ...PET } },
      });
      expect(exampleOf(made)).toEqual({ id: "p1" });
      expect(await getEventType(ctx, { name: "pet.left" })).toMatchObject({ description: "It left.", schemas: null });
    }
  });

  test("in a dry run tells what would change and changes nothing; repeated, it finds nothing to do", async () => {
    const ctx = anOperator();
    await anEventType(ctx, "old.one");
    const options = { replaceAll: true };
    const dry = await run(ctx, aDocument(PET), { ...options, dryRun: true });
    expect(dry.data).toMatchObject({
      modified: [],
      to_modify: [{ name: "pet.new", description: "A pet came.", featureFlags: null, featureFlag: null }],
      archived: ["old.one"],
    });
    expect(await names(ctx)).toEqual(["old.one"]);

    expect((await run(ctx, aDocument(PET), options)).data).toMatchObject({
      modified: ["pet.new"],
      archived: ["old.one"],
    });
    expect(await names(ctx)).toEqual(["pet.new"]);
    expect((await run(ctx, aDocument(PET), options)).data).toEqual({ modified: [], to_modify: null, archived: [] });
  });

  test("brings back what is archived, replaces the newest of several versions, and leaves validation on", async () => {
    const { ctx, application } = await aTenant();
    await anEventType(ctx, "pet.new", { archived: true, schemas: { "1": {}, "2": {} }, validation: "reject" });
    await run(ctx, aDocument(PET));
    expect(await getEventType(ctx, { name: "pet.new" })).toMatchObject({
      archived: false,
      validation: "reject",
      schemas: { "1": {}, "2": PET },
    });
    const message = { eventType: "pet.new", payload: {} };
    const sending = createMessage(ctx, { application: application.id, message, payload: "{}", idempotencyKey: null });
    await expect(sending).rejects.toMatchObject({ code: "validation" });
  });

  test("is whole or not at all, and tells which webhook was wrong", async () => {
    const ctx = anOperator();
    const wrong = { ...aDocument(PET).webhooks, "pet.odd": { post: bodyOf({ type: "text" }) } };
    const at =
      "body/spec/webhooks/pet.odd/schemas/1: is no JSON Schema: /type must be equal to one of the allowed values";
    for (const dryRun of [true, false]) {
      expect(await refusal(run(ctx, { openapi: "3.1.0", webhooks: wrong }, { dryRun }))).toBe(at);
    }
    expect(await names(ctx)).toEqual([]);
  });

  test("is for engineers", async () => {
    const { customer } = await aTenant();
    for (const ctx of [customer, aStaff("support")]) {
      await expect(run(ctx, aDocument(PET))).rejects.toMatchObject({ code: "insufficient access" });
    }
  });
});

describe("a schema of a document", () => {
  const schemaOf = async (document: object) => {
    const ctx = anOperator();
    await run(ctx, document);
    await patchEventType(ctx, { name: "pet.new", patch: { validation: "reject" } });
    return (await getEventType(ctx, { name: "pet.new" })).schemas?.["1"];
  };

  test("brings along what it refers to, once, also when that refers back", async () => {
    const components = {
      schemas: {
        Pet: { ...PET, properties: { owner: { $ref: "#/components/schemas/Owner" } } },
        Owner: { properties: { pets: { type: "array", items: { $ref: "#/components/schemas/Pet" } } } },
        Unused: {},
      },
      pathItems: { New: { post: bodyOf({ $ref: "#/components/schemas/Pet" }) } },
    };
    const webhooks = { "pet.new": { $ref: "#/components/pathItems/New" } };
    expect(await schemaOf({ openapi: "3.1.0", webhooks, components })).toMatchObject({
      $ref: "#/$defs/Pet",
      $defs: {
        Pet: { properties: { owner: { $ref: "#/$defs/Owner" } } },
        Owner: { properties: { pets: { items: { $ref: "#/$defs/Pet" } } } },
      },
    });
  });

  test("of OpenAPI 3.0 is put into the words of JSON Schema", async () => {
    const properties = {
      note: { type: "string", nullable: true, example: "x" },
      state: { type: "string", enum: ["a"], nullable: true },
      price: { type: "number", minimum: 0, exclusiveMinimum: true },
      owner: { allOf: [{ type: "object" }], nullable: true },
    };
    const schema = { type: "object", properties };
    expect(await schemaOf(aDocument(schema, { openapi: "3.0.3" }))).toEqual({
      $schema: "http://json-schema.org/draft-07/schema#",
      type: "object",
      properties: {
        note: { type: ["string", "null"], examples: ["x"] },
        state: { type: ["string", "null"], enum: ["a", null] },
        price: { type: "number", exclusiveMinimum: 0 },
        owner: { anyOf: [{ allOf: [{ type: "object" }] }, { type: "null" }] },
      },
    });
  });

  test("keeps data as it is, though it looks like a reference", async () => {
    const schema = { properties: { $ref: { const: { $ref: "#/nowhere" } } }, default: { $ref: "https://a.example/" } };
    expect(await schemaOf(aDocument(schema))).toMatchObject(schema);
  });
});

test("references may follow each other for longer than calls can be within each other", async () => {
  const within = (schema: object, levels: number): object =>
    levels === 0 ? schema : { items: within(schema, levels - 1) };
  const links = Array.from({ length: 400 }, (_, n) => [`s${n}`, within({ $ref: `#/components/s${n + 1}` }, 25)]);
  const components = Object.fromEntries([...links, ["s400", { type: "string" }]]);
  const ctx = anOperator();
  await run(ctx, aDocument({ $ref: "#/components/s0" }, { components }));
  const { schemas } = await getEventType(ctx, { name: "pet.new" });
  expect(schemas).toMatchObject({ "1": { $defs: { s0: expect.anything(), s400: { type: "string" } } } });
});

test("a part that is referred to in many ways counts each time, and is not written out first", async () => {
  const nested = Array.from({ length: 60 }).reduce<object>((inner) => ({ not: inner }), {
    enum: ["x".repeat(100_000)],
  });
  const ways = Array.from({ length: 60 }, (_, n) => ({ $ref: `#/components/all${"/not".repeat(n)}` }));
  const importing = run(anOperator(), aDocument({ anyOf: ways }, { components: { all: nested } }));
  expect(await refusal(importing)).toMatch(/pet\.new: has a schema of more than 131072 characters/);
});

describe("what is refused", () => {
  test.each<[string, object, RegExp]>([
    ["a document without webhooks", { openapi: "3.1.0", paths: {} }, /^body\/spec: has neither/],
    ["a reference to elsewhere", aDocument({ $ref: "https://a.example/pet.json" }), /pet\.new: refers to https/],
    ["a reference to nothing", aDocument({ $ref: "#/components/schemas/None" }), /which is not there/],
    ["a webhook without a name", { webhooks: { "a b": { post: {} } } }, /cannot be the name/],
    ["two of one name", { webhooks: { a: {} }, "x-webhooks": { a: {} } }, /comes twice/],
    ["a group that is no text", { webhooks: { a: { "x-svix-group-name": 5 } } }, /groupName/],
    ["flags that are no list", { webhooks: { a: { "x-svix-feature-flags": "a" } } }, /featureFlags/],
    [
      "a schema within schemas without end",
      aDocument(JSON.parse(`${'{"not":'.repeat(500)}{}${"}".repeat(500)}`)),
      /64 levels/,
    ],
    ["a schema of 200 KiB", aDocument({ description: "x".repeat(200_000) }), /more than 131072 characters/],
    [
      "501 webhooks",
      { webhooks: Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`a${n}`, {}])) },
      /more than 500/,
    ],
  ])("%s", async (_, spec, message) => {
    expect(await refusal(run(anOperator(), spec))).toMatch(message);
  });

  const bomb = [
    "a: &a [x,x,x,x,x,x,x,x,x]",
    ..."bcdefghi".split("").map((name, n) => `${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[n]}`).join(",")}]`),
  ].join("\n");

  test.each<[string, string, RegExp]>([
    ["text that is neither", "{ a: [", /^body\/specRaw: is neither JSON nor YAML/],
    ["a text", "hello", /is no OpenAPI document/],
    ["aliases that multiply", bomb, /is neither JSON nor YAML: Excessive alias count/],
    [
      "a large text, many times by aliases",
      `a: &a ${"x".repeat(100_000)}\nb: [${Array(99).fill("*a").join(",")}]`,
      /is too large with its aliases/,
    ],
    ["half a million lists within each other", `a: ${"[".repeat(500_000)}`, /too much memory|too long|nor YAML/],
    ["YAML within YAML without end", `a: ${"[".repeat(100_000)}`, /./],
    ["JSON within JSON without end", `{"webhooks":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, /has neither/],
  ])("%s", async (_, specRaw, message) => {
    expect(await refusal(importEventTypes(anOperator(), { specRaw, dryRun: false, replaceAll: false }))).toMatch(
      message,
    );
  });

  test("neither or both forms of the document", async () => {
    const options = { dryRun: false, replaceAll: false };
    expect(await refusal(importEventTypes(anOperator(), options))).toMatch(/either spec or specRaw/);
    const both = { ...options, spec: {}, specRaw: "a: 1" };
    expect(await refusal(importEventTypes(anOperator(), both))).toMatch(/not both/);
  });
});

describe("a preview", () => {
  test("says of each webhook what would be added, changed, left and cannot be imported, and changes nothing", async () => {
    const ctx = anOperator();
    await run(ctx, aDocument(PET));
    await anEventType(ctx, "old.one");
    await anEventType(ctx, "pet.same", { description: "As ever." });
    const document = aDocument(
      { ...PET, properties: { ...PET.properties, id: { type: "integer" } } },
      { openapi: "3.1.0" },
    );
    const webhooks = {
      ...document.webhooks,
      "pet.same": { post: { summary: "As ever." } },
      "pet.gone": { post: { summary: "Gone.", ...bodyOf(PET) } },
      "no name!": { post: {} },
      "pet.remote": { post: bodyOf({ $ref: "https://example.com/pet.json" }) },
      "pet.wrong": { post: bodyOf({ type: "nothing" }) },
    };
    const given = { ...document, webhooks };
    const before = await names(ctx);
    const { data, missing } = await previewImport(ctx, { spec: given });
    expect(data.map(({ key, action }) => [key, action])).toEqual([
      ["pet.new", "change"],
      ["pet.same", "leave"],
      ["pet.gone", "add"],
      ["no name!", "problem"],
      ["pet.remote", "problem"],
      ["pet.wrong", "problem"],
    ]);
    expect(data[0]?.changes).toEqual([{ path: "schema.properties.id.type", before: '"string"', after: '"integer"' }]);
    expect(data[2]).toMatchObject({ fields: 2, problem: null });
    expect(data[4]?.problem).toContain("https://example.com/pet.json, which is not within the document");
    expect(data[5]?.problem).toContain("is no JSON Schema: /type");
    expect(missing).toEqual(["old.one"]);
    expect(await names(ctx)).toEqual(before);

    // What is chosen is imported, whatever is wrong with the rest.
    expect(await refusal(run(ctx, given))).toContain("no name!");
    expect(await refusal(run(ctx, given, { only: ["pet.gone", "nobody"] }))).toBe(
      "body/only: is not in the document: nobody",
    );
    expect((await run(ctx, given, { only: ["pet.gone"] })).data).toEqual({
      modified: ["pet.gone"],
      to_modify: null,
      archived: [],
    });
    await expect(previewImport(aStaff("support"), { spec: given })).rejects.toMatchObject({
      code: "insufficient access",
    });
  });
});
