import { beforeAll, expect, test } from "vitest";
import { db, pool } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { codeOfGuide, outbox } from "@/lib/testing/outbox.ts";

useDatabase();

const AsyncFunction = (async () => {}).constructor as new (
  ...names: string[]
) => (...values: unknown[]) => Promise<void>;

function run(heading: string, values: Record<string, unknown>): Promise<void> {
  return new AsyncFunction(...Object.keys(values), codeOfGuide(heading))(...Object.values(values));
}

beforeAll(async () => {
  await createApplication(SYSTEM, { application: { name: "Acme", uid: "acme", metadata: {} }, whenTaken: "refuse" });
  await pool().query("create table invoice (id text primary key, paid_at timestamptz)");
});

async function anInvoice(customer = "acme") {
  const id = `i-${Math.random().toString(36).slice(2)}`;
  await pool().query("insert into invoice (id) values ($1)", [id]);
  return { id, customer, total: 12.5 };
}

async function outcome({ id }: { id: string }) {
  await relayOutbox();
  const paid = await pool().query("select from invoice where id = $1 and paid_at is not null", [id]);
  const { rows } = await pool().query("select event_type, payload from message where event_id = $1", [`paid-${id}`]);
  return { isPaid: paid.rowCount === 1, messages: rows };
}

const EXAMPLES: [heading: string, values: () => Record<string, unknown>][] = [
  ["### node-postgres", () => ({ pool: pool() })],
  ["### Prisma", () => ({ prisma: db() })],
];

test.each(EXAMPLES)("the example for %s pays and tells, or does neither", async (heading, values) => {
  const invoice = await anInvoice();
  await run(heading, { ...values(), invoice });
  const payload = `{"invoice":"${invoice.id}","total":12.5}`;
  expect(await outcome(invoice)).toEqual({ isPaid: true, messages: [{ event_type: "invoice.paid", payload }] });

  const ofNobody = await anInvoice("nobody");
  await expect(run(heading, { ...values(), invoice: ofNobody })).rejects.toThrow("There is no application 'nobody'.");
  expect(await outcome(ofNobody)).toEqual({ isPaid: false, messages: [] });
});

test("the example in plain SQL pays and tells", async () => {
  await pool().query("insert into invoice (id) values ('i-42')");
  await pool().query(codeOfGuide("### Plain SQL"));
  const payload = '{"invoice": "i-42", "total": 12.00}';
  expect(await outcome({ id: "i-42" })).toEqual({ isPaid: true, messages: [{ event_type: "invoice.paid", payload }] });
  expect((await outbox()).waiting).toBe(0);
});
