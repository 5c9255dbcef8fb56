import { describe, expect, test } from "vitest";
import type { EventTypeIn } from "@/lib/contract/event-type.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { deleteEventType } from "@/lib/domain/event-types/delete.ts";
import { listViolations } from "@/lib/domain/event-types/list-violations.ts";
import { patchEventType } from "@/lib/domain/event-types/patch.ts";
import { upsertEventType } from "@/lib/domain/event-types/upsert.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { createMessages } from "@/lib/domain/messages/create-many.ts";
import { storedRawBody } from "@/lib/domain/messages/stored-payload.ts";
import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { outbox } from "@/lib/testing/outbox.ts";
import { aCustomer, anEventType, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

type Tenant = Awaited<ReturnType<typeof aTenant>>;

const SCHEMA = {
  type: "object",
  required: ["id"],
  additionalProperties: false,
  properties: {
    id: { type: "string", pattern: "^inv_[\\w-]+$" },
    lines: { type: "array", items: { type: "object", properties: { price: { type: "number", minimum: 0 } } } },
    state: { enum: ["open", "paid"] },
    at: { type: "string", format: "date-time" },
    "a/b": { type: "integer" },
  },
};
const REJECT: Partial<EventTypeIn> = { schemas: { "1": SCHEMA }, validation: "reject" };

function send({ ctx, application }: Tenant, payload: unknown, eventType = "invoice.paid") {
  const message = { eventType, payload: {} };
  const text = typeof payload === "string" ? payload : JSON.stringify(payload);
  return createMessage(ctx, { application: application.id, message, payload: text, idempotencyKey: null });
}

/** What a refused message is told, a line for each place. */
async function refusal(sending: Promise<unknown>): Promise<string[] | null> {
  const error: unknown = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error === null) return null;
  const { issues } = error as { issues?: { loc: string[]; msg: string; type: string }[] };
  if (!issues) throw error;
  return issues.map(({ loc, msg }) => `${loc.join("/")}: ${msg}`);
}

describe("a type that rejects", () => {
  test("takes what fits, and tells of everything else where it is, what is wanted and what was there", async () => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "invoice.paid", REJECT);
    await send(tenant, { id: "inv_1", lines: [{ price: 1.5 }], state: "paid", at: "2026-01-01T00:00:00Z", "a/b": 2 });
    const wrong = { id: 7, lines: [{ price: 1 }, { price: -1 }], state: "lost", at: "today", "a/b": 1.5, more: null };
    expect((await refusal(send(tenant, wrong)))?.toSorted()).toEqual([
      "body/payload/a/b: expected integer, found number 1.5",
      'body/payload/at: expected a text of the format date-time, found string "today"',
      "body/payload/id: expected string, found integer 7",
      "body/payload/lines/1/price: expected a number >= 0, found integer -1",
      "body/payload/more: expected nothing, found null",
      'body/payload/state: expected one of "open", "paid", found string "lost"',
    ]);
    expect(await refusal(send(tenant, {}))).toEqual(["body/payload/id: expected a value, found nothing"]);
    const { rows } = await pool().query("select from message where application_id = $1", [tenant.applicationId]);
    expect(rows).toHaveLength(1);
  });

  test("leaves other types, and other organizations' types of its name, alone", async () => {
    const [tenant, other] = [await aTenant(), await aTenant()];
    await anEventType(tenant.ctx, "invoice.paid", REJECT);
    await anEventType(other.ctx, "invoice.paid", { schemas: { "1": SCHEMA } });
    expect(await refusal(send(tenant, {}, "invoice.sent"))).toBeNull();
    expect(await refusal(send(other, {}))).toBeNull();
  });

  test("refuses a batch as a whole, and names the message", async () => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "invoice.paid", REJECT);
    const messages = ['{"id":"inv_1"}', '{"id":1}', "{}"].map((payload) => ({
      message: { eventType: "invoice.paid", payload: {} },
      payload,
    }));
    const input = { application: tenant.application.id, messages, idempotencyKey: null, requestText: "" };
    expect(await refusal(createMessages(tenant.ctx, input))).toEqual([
      "body/messages/1/payload/id: expected string, found integer 1",
      "body/messages/2/payload/id: expected a value, found nothing",
    ]);
    const { rows } = await pool().query("select from message where application_id = $1", [tenant.applicationId]);
    expect(rows).toHaveLength(0);
  });

  test("has what does not fit stay in the outbox as failed, with the reason, and takes the rest", async () => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "invoice.paid", REJECT);
    for (const payload of ['{"id":"inv_1"}', '{"id":1}', '{"id":"inv_2"}']) {
      await pool().query("select posthorn.emit($1, 'invoice.paid', $2::text)", [tenant.application.id, payload]);
    }
    expect(await relayOutbox()).toMatchObject({ taken: 3, failures: [{ applicationId: tenant.application.id }] });
    const { waiting, failed } = await outbox();
    expect(waiting).toBe(0);
    expect(failed).toMatchObject([
      {
        reason:
          "The payload does not fit version 1 of the schema of invoice.paid: /id: expected string, found integer.",
      },
    ]);
  });

  test("judges a raw body by what it is", async () => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "invoice.paid", REJECT);
    expect(await refusal(send(tenant, storedRawBody('{"id":"inv_1"}', undefined)))).toBeNull();
    expect(await refusal(send(tenant, storedRawBody("a,b", "text/csv")))).toEqual([
      "body/payload: expected JSON, found text",
    ]);
  });

  test("is changed from one message to the next: off, on, another version, archived, gone", async () => {
    const tenant = await aTenant();
    const { ctx } = tenant;
    const patch = (input: Parameters<typeof patchEventType>[1]["patch"]) =>
      patchEventType(ctx, { name: "invoice.paid", patch: input });
    await anEventType(ctx, "invoice.paid", { schemas: { "1": SCHEMA } });
    const isRefused = async () => (await refusal(send(tenant, {}))) !== null;
    expect(await isRefused()).toBe(false);
    await patch({ validation: "reject" });
    expect(await isRefused()).toBe(true);
    await patch({ schemas: { "1": SCHEMA, "10": { type: "object" }, "9": SCHEMA } });
    expect(await isRefused()).toBe(false);
    await patch({ schemas: { "1": SCHEMA } });
    await deleteEventType(ctx, { name: "invoice.paid", how: "archive" });
    expect(await isRefused()).toBe(true);
    // A client that does not know the field leaves it.
    const { eventType } = await upsertEventType(ctx, {
      name: "invoice.paid",
      eventType: { description: "", archived: false, deprecated: false, schemas: { "1": SCHEMA } },
    });
    expect(eventType.validation).toBe("reject");
    expect(await isRefused()).toBe(true);
    await deleteEventType(ctx, { name: "invoice.paid", how: "expunge" });
    expect(await isRefused()).toBe(false);
  });
});

describe("a type that reports", () => {
  test("accepts everything, counts what does not fit and shows the last twenty without what they held", async () => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "invoice.paid", { schemas: { "3": SCHEMA }, validation: "report" });
    await send(tenant, { id: "inv_1" });
    const sent = await Promise.all(Array.from({ length: 25 }, (_, n) => send(tenant, { id: n, secret: "hunter2" })));
    const last = await send(tenant, { "\ud83d\0": 1, id: "inv_1" });
    const found = await listViolations(tenant.ctx, { name: "invoice.paid" });
    expect(found).toMatchObject({ validation: "report", count: 26, lastAt: expect.any(String) });
    expect(found.data[0]).toMatchObject({
      messageId: formatId("message", last.messageId),
      applicationId: tenant.application.id,
      schemaVersion: "3",
      issues: [{ path: ["��"], expected: "nothing", found: "integer" }],
    });
    expect(found.data.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(found)).not.toContain("hunter2");
    expect(sent).toHaveLength(25);
  });

  test("counts what comes in batches and over the outbox too, and nothing twice", async () => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "invoice.paid", { schemas: { "1": SCHEMA }, validation: "report" });
    const message = { eventType: "invoice.paid", payload: {}, eventId: "one" };
    const messages = [{ message, payload: "{}" }];
    const input = { application: tenant.application.id, messages, idempotencyKey: null, requestText: "" };
    await createMessages(tenant.ctx, input);
    await createMessages(tenant.ctx, input);
    await pool().query("select posthorn.emit($1, 'invoice.paid', '{}'::text)", [tenant.application.id]);
    await relayOutbox();
    expect(await listViolations(tenant.ctx, { name: "invoice.paid" })).toMatchObject({ count: 2 });
  });

  test("is looked into by engineers only", async () => {
    const { ctx, applicationId, organizationId } = await aTenant();
    await anEventType(ctx, "invoice.paid", { schemas: { "1": SCHEMA }, validation: "report" });
    for (const actor of [aCustomer(applicationId, { organizationId }), aStaff("support")]) {
      await expect(listViolations(actor, { name: "invoice.paid" })).rejects.toMatchObject({
        code: "insufficient access",
      });
    }
    await expect(listViolations((await aTenant()).ctx, { name: "invoice.paid" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a schema that is saved", () => {
  const problem = async (ctx: Context, schema: object, validation: EventTypeIn["validation"] = "off") =>
    (await refusal(anEventType(ctx, "a.b", { schemas: { "2": { ...schema } }, validation })))?.join("\n") ?? null;

  test.each<[string, object, RegExp]>([
    ["an unknown type", { type: "text" }, /^body\/schemas\/2: is no JSON Schema: \/type/],
    ["a list of properties", { properties: [] }, /is no JSON Schema: \/properties/],
    ["a negative length", { maxLength: -1 }, /is no JSON Schema/],
  ])("is refused with %s, used or not", async (_, schema, message) => {
    expect(await problem((await aTenant()).ctx, schema)).toMatch(message);
  });

  test.each<[string, object, RegExp]>([
    ["refers elsewhere", { $ref: "https://example.com/schema.json" }, /resolve reference/],
    ["refers to a file", { $ref: "file:///etc/passwd" }, /resolve reference/],
    ["refers to nothing", { $ref: "#/definitions/none" }, /resolve reference/],
    ["holds a broken pattern", { pattern: "(" }, /Invalid regular expression/],
    ["is of an unknown dialect", { $schema: "https://example.com/own" }, /cannot be checked/],
  ])("may be shown when it %s, and not be used", async (_, schema, message) => {
    const { ctx } = await aTenant();
    expect(await problem(ctx, schema, "reject")).toMatch(message);
    expect(await problem(ctx, schema)).toBeNull();
  });

  test("is needed where messages are checked", async () => {
    const { ctx } = await aTenant();
    expect(await refusal(anEventType(ctx, "a.b", { validation: "report" }))).toEqual([
      "body/validation: needs a schema that messages can be checked against",
    ]);
    await anEventType(ctx, "a.b", REJECT);
    expect(await refusal(patchEventType(ctx, { name: "a.b", patch: { schemas: null } }))).toEqual([
      "body/validation: needs a schema that messages can be checked against",
    ]);
  });

  test.each<[string, object, object, object]>([
    ["draft 6", { $schema: "http://json-schema.org/draft-06/schema#", const: { a: 1 } }, { a: 1 }, { a: 2 }],
    ["draft 7", { if: { required: ["a"] }, else: { required: ["b"] } }, { b: 1 }, { c: 1 }],
    [
      "2019-09",
      { $schema: "https://json-schema.org/draft/2019-09/schema", dependentRequired: { a: ["b"] } },
      { a: 1, b: 1 },
      { a: 1 },
    ],
    [
      "2020-12",
      {
        $schema: "https://json-schema.org/draft/2020-12/schema",
        $defs: { n: { type: "number" } },
        properties: { list: { prefixItems: [{ $ref: "#/$defs/n" }] } },
      },
      { list: [1] },
      { list: ["1"] },
    ],
  ])("of %s is used as such", async (_, schema, fits, doesNot) => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "a.b", { schemas: { "1": { ...schema } }, validation: "reject" });
    expect(await refusal(send(tenant, fits, "a.b"))).toBeNull();
    expect(await refusal(send(tenant, doesNot, "a.b"))).not.toBeNull();
  });
});

describe("what would take for ever", () => {
  /** Each level is looked at twice by the one above: 2 to the power of 40. */
  function multiplying(): Record<string, unknown> {
    const definitions = Object.fromEntries(
      Array.from({ length: 40 }, (_, n) => [
        `l${n}`,
        n === 39
          ? { type: "string" }
          : { anyOf: [{ $ref: `#/definitions/l${n + 1}` }, { $ref: `#/definitions/l${n + 1}` }] },
      ]),
    );
    return { definitions, properties: { a: { $ref: "#/definitions/l0" } } };
  }

  test.each<[string, Record<string, unknown>, object]>([
    ["a regular expression", { properties: { a: { pattern: "^(a+)+$" } } }, { a: `${"a".repeat(60)}!` }],
    ["references that multiply", multiplying(), { a: 1 }],
  ])("%s is ended after a second and refused; other types are checked as before", async (_, schema, payload) => {
    const tenant = await aTenant();
    await anEventType(tenant.ctx, "slow", { schemas: { "1": schema }, validation: "reject" });
    await anEventType(tenant.ctx, "invoice.paid", REJECT);
    const [first, second, ...others] = await Promise.all([
      refusal(send(tenant, payload, "slow")),
      refusal(send(tenant, payload, "slow")),
      refusal(send(tenant, {})),
      refusal(send(tenant, { id: "inv_1" })),
    ]);
    const tooSlow = [
      "body/payload: expected a payload that can be checked against the schema within a second, found one that takes longer",
    ];
    expect([first, second]).toEqual([tooSlow, tooSlow]);
    expect(others).toEqual([["body/payload/id: expected a value, found nothing"], null]);
  });

  test("where it only reports, the message is accepted and noted", async () => {
    const tenant = await aTenant();
    const schema = { properties: { a: { pattern: "^(b+)+$" } } };
    await anEventType(tenant.ctx, "slow", { schemas: { "1": schema }, validation: "report" });
    await send(tenant, { a: `${"b".repeat(60)}!` }, "slow");
    expect(await listViolations(tenant.ctx, { name: "slow" })).toMatchObject({ count: 1 });
  });
});

test("inherited names are no fields, and a payload cannot reach a prototype", async () => {
  const tenant = await aTenant();
  const schema = { type: "object", required: ["constructor"], additionalProperties: { type: "number" } };
  await anEventType(tenant.ctx, "a.b", { schemas: { "1": schema }, validation: "reject" });
  expect(await refusal(send(tenant, '{"__proto__":{"constructor":1}}', "a.b"))).toEqual([
    "body/payload/constructor: expected a value, found nothing",
    "body/payload/__proto__: expected number, found object",
  ]);
});
