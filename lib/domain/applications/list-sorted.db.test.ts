import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { listApplications } from "@/lib/domain/applications/list.ts";
import { listApplicationActivity } from "@/lib/domain/applications/list-activity.ts";
import { suspendApplication } from "@/lib/domain/applications/suspend.ts";
import { ingest } from "@/lib/domain/messages/ingest.ts";
import { rollUpMessagesUnscoped } from "@/lib/domain/messages/roll-up.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anItem } from "@/lib/testing/pipeline.ts";
import { anOperator, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

async function customers(names: string[], metadata: Record<string, string> = {}) {
  const ctx = anOperator();
  for (const name of names) await createApplication(ctx, { application: { name, metadata }, whenTaken: "refuse" });
  const ids = new Map((await listApplications(ctx, { limit: 50, order: "ascending" })).data.map((a) => [a.name, a.id]));
  return { ctx, idOf: (name: string) => uuidOf("application", ids.get(name) ?? "") };
}

type Input = Partial<Parameters<typeof listApplications>[1]>;
const namesOf = async (ctx: Parameters<typeof listApplications>[0], input: Input) =>
  (await listApplications(ctx, { limit: 50, order: "ascending", ...input })).data.map(({ name }) => name);

test("pages by name hold every customer once, forwards and back", async () => {
  const { ctx } = await customers(["delta", "Alpha", "charlie", "Bravo", "alpha"]);
  const seen: string[] = [];
  let iterator: string | undefined;
  let previous: string | null = null;
  for (let done = false; !done; ) {
    const page = await listApplications(ctx, { limit: 2, order: "ascending", sort: "name", iterator });
    seen.push(...page.data.map(({ name }) => name.toLowerCase()));
    ({ done } = page);
    iterator = page.iterator ?? undefined;
    previous = page.prevIterator;
  }
  expect(seen).toEqual(["alpha", "alpha", "bravo", "charlie", "delta"]);
  const back = await listApplications(ctx, { limit: 2, order: "ascending", sort: "name", iterator: previous ?? "" });
  expect(back.data.map(({ name }) => name)).toEqual(["Bravo", "charlie"]);
});

test("customers are found by name, and by a value of their metadata", async () => {
  const { ctx } = await customers(["Acme 100%"], { mail: "ops@acme.test" });
  expect(await namesOf(ctx, { filter: { q: "100%" } })).toEqual(["Acme 100%"]);
  expect(await namesOf(ctx, { filter: { q: "OPS@acme" } })).toEqual(["Acme 100%"]);
  expect(await namesOf(ctx, { filter: { q: "mail" } })).toEqual([]);
});

test("only those that are suspended are shown when only they are asked for", async () => {
  const { ctx, idOf } = await customers(["paid", "unpaid"]);
  await suspendApplication(ctx, { applicationId: idOf("unpaid"), reason: null });
  expect(await namesOf(ctx, { filter: { state: "suspended" } })).toEqual(["unpaid"]);
  expect(await namesOf(ctx, { filter: { state: "failing" } })).toEqual([]);
});

test("messages are counted once, before and after they are added up, and order the list", async () => {
  const { ctx, idOf } = await customers(["quiet", "busy"]);
  const send = (name: string) =>
    ingest(anItem({ applicationId: idOf(name), organizationId: ctx.organizationId, apiKeyId: null }));
  await send("quiet");
  for (let n = 0; n < 3; n++) await send("busy");
  const counts = async () => {
    const { data } = await listApplications(ctx, { limit: 50, order: "ascending", sort: "name" });
    const activity = await listApplicationActivity(ctx, { applicationIds: data.map(({ id }) => id) });
    return new Map(data.map(({ id, name }) => [name, activity.data.find((a) => a.applicationId === id)?.messages]));
  };
  expect(await counts()).toEqual(
    new Map([
      ["busy", 3],
      ["quiet", 1],
    ]),
  );

  // As if they had come two minutes ago.
  const moved = "uuid_v7_floor(now() - interval '2 minutes')";
  await pool().query(
    `update message set id = (left(${moved}::text, 18) || right(id::text, 18))::uuid where application_id = any ($1)`,
    [[idOf("quiet"), idOf("busy")]],
  );
  await rollUpMessagesUnscoped();
  await rollUpMessagesUnscoped();
  const { rows } = await pool().query("select messages from message_rollup where application_id = $1", [idOf("busy")]);
  expect(rows).toEqual([{ messages: 3 }]);
  expect(await counts()).toEqual(
    new Map([
      ["busy", 3],
      ["quiet", 1],
    ]),
  );
  expect(await namesOf(ctx, { sort: "messages", order: "descending" })).toEqual(["busy", "quiet"]);
});
