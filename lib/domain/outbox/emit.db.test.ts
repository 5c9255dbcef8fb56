import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { parseId } from "@/lib/ids.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aClient, aRole, EMIT_SIGNATURES } from "@/lib/testing/outbox.ts";
import { aTenant, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const MIB = 1_048_576;
const ODD = '{ "z": 1.0, "a": 12345678901234567890, "a": "\\u00e9 \\/ \\ud800 \\u0000", "é": "👩‍👧" ,\t"n":1e400}';

async function stored(id: unknown): Promise<Record<string, unknown>> {
  const { rows } = await pool().query("select * from posthorn.outbox where message_id = $1", [
    parseId("message", String(id)),
  ]);
  return rows[0] ?? {};
}

async function emit(values: unknown[], arguments_ = "$1, $2, $3"): Promise<string> {
  const { rows } = await pool().query(`select posthorn.emit(${arguments_}) as id`, values);
  return String(rows[0]?.id);
}

test("an event is written with an id that is the message's", async () => {
  const { application, applicationId } = await aTenant();
  const id = await emit([application.id, "invoice.paid", '{"a":1}']);
  expect(parseId("message", id)).not.toBeNull();
  expect(await stored(id)).toMatchObject({
    application_id: applicationId,
    event_type: "invoice.paid",
    payload: '{"a":1}',
  });
});

describe("the payload", () => {
  test.each([
    ["a parameter without a type", "$1, $2, $3"],
    ["text", "$1, $2, $3::text"],
    ["varchar", "$1, $2, $3::varchar"],
    ["json", "$1, $2, $3::json"],
  ])("as %s keeps its bytes", async (_, call) => {
    const { application } = await aTenant();
    expect(await stored(await emit([application.id, "a.b", ODD], call))).toMatchObject({ payload: ODD });
  });

  test("as jsonb is written anew by PostgreSQL", async () => {
    const { application } = await aTenant();
    const id = await emit([application.id, "a.b", '{ "bb":1.0,"a":2, "a":3 }'], "$1, $2, $3::jsonb");
    expect(await stored(id)).toMatchObject({ payload: '{"a": 3, "bb": 1.0}' });
  });

  test("as an object of the driver is that object", async () => {
    const { application } = await aTenant();
    const payload = { text: 'it\'s "quoted" \\ é', list: [1, null] };
    expect(await stored(await emit([application.id, "a.b", payload]))).toMatchObject({
      payload: JSON.stringify(payload),
    });
  });

  test("may have 1 MiB and not a byte more, of characters of any length", async () => {
    const { application } = await aTenant();
    const fill = (bytes: number) => `{"é":"${"x".repeat(bytes - 9)}"}`;
    const id = await emit([application.id, "a.b", fill(MIB)]);
    expect(Buffer.byteLength(String((await stored(id)).payload))).toBe(MIB);
    await expect(emit([application.id, "a.b", fill(MIB + 1)])).rejects.toMatchObject({
      code: "PH413",
      column: "payload",
    });
  });
});

test("an application is named by its id or its uid", async () => {
  const { application } = await createApplication(SYSTEM, {
    application: { name: "Acme", uid: "acme-7", metadata: {} },
    whenTaken: "refuse",
  });
  for (const name of [application.id, "acme-7"]) {
    expect(await stored(await emit([name, "a.b", "{}"]))).toMatchObject({
      application_id: uuidOf("application", application.id),
      organization_id: "org_default",
    });
  }
});

test("everything a message can have is taken by name", async () => {
  const { application } = await aTenant();
  const values = [
    application.id,
    "a.b",
    "{}",
    "order-7",
    ["eu", "b2b"],
    ["größe, 1"],
    new Date(Date.now() + 3_600_000),
  ];
  const id = await emit(values, "$1, $2, $3, event_id => $4, channels => $5, tags => $6, deliver_at => $7");
  expect(await stored(id)).toMatchObject({
    event_id: "order-7",
    channels: ["eu", "b2b"],
    tags: ["größe, 1"],
    deliver_at: values[6],
  });
});

describe("what cannot be a message is refused, and the field is named", () => {
  const hours = (n: number) => new Date(Date.now() + n * 3_600_000);
  const long = "x".repeat(257);
  test.each<[code: string, column: string, what: string, fields: Record<string, unknown>]>([
    ["PH404", "application", "an unknown uid", { application: "nobody" }],
    ["PH404", "application", "a mistyped id", { application: "app_000000000000000000000000000" }],
    ["PH404", "application", "no application", { application: null }],
    ["PH422", "event_type", "no event type", { event_type: null }],
    ["PH422", "event_type", "an empty event type", { event_type: "" }],
    ["PH422", "event_type", "an event type with a space", { event_type: "invoice paid" }],
    ["PH422", "event_type", "an event type with a line break", { event_type: "invoice\n" }],
    ["PH422", "event_type", "an event type with an umlaut", { event_type: "größe" }],
    ["PH422", "event_type", "a long event type", { event_type: long }],
    ["PH422", "payload", "no payload", { payload: null }],
    ["PH422", "payload", "an empty payload", { payload: "" }],
    ["PH422", "payload", "a payload that is no JSON", { payload: "{a:1}" }],
    ["PH422", "payload", "a payload that ends too early", { payload: '{"a":1' }],
    ["PH422", "payload", "a payload that is a list", { payload: "[]" }],
    ["PH422", "payload", "a payload that is null", { payload: "null" }],
    ["PH422", "payload", "a payload without end", { payload: '{"a":'.repeat(200_000) }],
    ["PH422", "event_id", "an empty event id", { event_id: "" }],
    ["PH422", "event_id", "an event id with a slash", { event_id: "a/b" }],
    ["PH422", "event_id", "a long event id", { event_id: long }],
    ["PH422", "channels", "no channels", { channels: [] }],
    ["PH422", "channels", "eleven channels", { channels: Array(11).fill("a") }],
    ["PH422", "channels", "a channel with a comma", { channels: ["a", "b,c"] }],
    ["PH422", "channels", "a channel that is null", { channels: [null] }],
    ["PH422", "channels", "a long channel", { channels: [long] }],
    ["PH422", "tags", "six tags", { tags: Array(6).fill("a") }],
    ["PH422", "tags", "an empty tag", { tags: [""] }],
    ["PH422", "tags", "a tag that is null", { tags: ["a", null] }],
    ["PH422", "tags", "a long tag", { tags: [long] }],
    ["PH422", "deliver_at", "a day and an hour ahead", { deliver_at: hours(25) }],
    ["PH422", "deliver_at", "never", { deliver_at: "infinity" }],
    ["PH422", "deliver_at", "before all time", { deliver_at: "-infinity" }],
  ])("%s %s: %s", async (code, column, _, fields) => {
    const { application } = await aTenant();
    const all = { application: application.id, event_type: "a.b", payload: "{}", ...fields };
    const named = Object.keys(all).map((name, n) => `${name} => $${n + 1}`);
    await expect(emit(Object.values(all), named.join(", "))).rejects.toMatchObject({
      code,
      column,
      message: expect.stringMatching(/\.$/),
      hint: expect.stringMatching(/\.$/),
    });
  });

  test("a deleted application is like one that never was", async () => {
    const { ctx, application, applicationId } = await aTenant();
    await deleteApplication(ctx, { applicationId });
    await expect(emit([application.id, "a.b", "{}"])).rejects.toMatchObject({ code: "PH404" });
  });

  test("a time that has passed means now", async () => {
    const { application } = await aTenant();
    await emit([application.id, "a.b", "{}", hours(-48)], "$1, $2, $3, deliver_at => $4");
  });
});

describe("a role of the operator's program", () => {
  test("that may use the schema and the function emits, and can do nothing else", async () => {
    const { application } = await aTenant();
    const role = await aRole();
    await pool().query(
      `grant usage on schema posthorn to ${role.user}; grant execute on function ${EMIT_SIGNATURES.join(", ")} to ${role.user}`,
    );
    const client = await aClient(role);
    for (const type of ["text", "json", "jsonb"]) {
      const { rows } = await client.query(`select posthorn.emit($1, $2, $3::${type}, 'e-${type}') as id`, [
        application.id,
        "a.b",
        "{}",
      ]);
      expect(await stored(rows[0].id)).toMatchObject({ event_id: `e-${type}` });
    }
    for (const sql of [
      "select * from posthorn.outbox",
      "select * from posthorn.outbox_failed",
      "select * from posthorn.known_application",
      "delete from posthorn.outbox",
      "select posthorn.put('a', 'a.b', '{}', null, null, null, null)",
      "select posthorn.parse_id('app_', 'a')",
      "select * from message",
      "select * from api_key",
    ]) {
      await expect(client.query(sql), sql).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("without the right to execute may not emit, nor without that to use the schema", async () => {
    const { application } = await aTenant();
    const role = await aRole();
    const client = await aClient(role);
    const call = { text: "select posthorn.emit($1, $2, $3)", values: [application.id, "a.b", "{}"] };
    await expect(client.query(call)).rejects.toMatchObject({ code: "42501" });
    await pool().query(`grant usage on schema posthorn to ${role.user}`);
    await expect(client.query(call)).rejects.toMatchObject({ code: "42501" });
  });

  test("cannot put functions or tables of its own in the way", async () => {
    const { application } = await aTenant();
    const role = await aRole();
    await pool().query(
      `grant usage on schema posthorn to ${role.user}; grant execute on function ${EMIT_SIGNATURES.join(", ")} to ${role.user};
       create schema ${role.user} authorization ${role.user}`,
    );
    const client = await aClient(role);
    await client.query(`
      create function ${role.user}.pg_notify(text, text) returns void language sql as 'select 1 / 0';
      create function ${role.user}.octet_length(text) returns integer language sql as 'select 1 / 0';
      create temporary table outbox (n integer);
      create temporary table known_application (n integer);
      set search_path = ${role.user}, pg_temp, pg_catalog`);
    const { rows } = await client.query("select posthorn.emit($1, $2, $3) as id", [application.id, "a.b", "{}"]);
    expect(await stored(rows[0].id)).toMatchObject({ event_type: "a.b" });
  });
});
