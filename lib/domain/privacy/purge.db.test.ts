import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { plant } from "@/lib/domain/privacy/planted.fixture.ts";
import { purgeApplication } from "@/lib/domain/privacy/purge.ts";
import { abandonTaskUnscoped, resumeTasksUnscoped, runTaskUnscoped } from "@/lib/domain/tasks/run.ts";
import { formatId, parseId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { readEverything, tablesWith } from "@/lib/testing/every-table.ts";
import { aStaff, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

/** Tables with texts in which nothing of an application can stand, and why. A new table is planted with a canary, or named here. */
const NOT_OF_AN_APPLICATION: Record<string, string> = {
  event_type: "the catalogue of the operator",
  event_type_rollup: "counts of the operator's event types, of a week",
  secret_canary: "tells whether the secret is the one that sealed",
  staff: "people of the operator",
  staff_session: "their sessions",
  staff_ticket: "their sign-ins",
  delivery_view: "filters that staff have saved",
  installation_setting: "settings of the installation",
  emptied_day: "days of the logs",
  staff_alert_rule: "rules of the installation",
  staff_alert: "figures of the installation",
  worker: "processes",
  delivery_duration: "figures of the installation",
  fleet_replay: "reasons that staff gave for a replay across customers",
  endpoint_health: "states and times",
  endpoint_secret: "sealed: no text can be read",
  source_secret: "sealed: no text can be read",
  failure_group: "names of staff, states and times",
  _prisma_migrations: "of the installation",
};
/** Their schemas are not ours; jobs of the queue hold ids. */
const FOREIGN = /^(pg_|information_schema$|graphile_worker$)/;

const started = async (application: { label: string; name: string }) => {
  const { id } = await purgeApplication(aStaff("admin"), {
    applicationId: uuidOf("application", application.label),
    confirm: application.name,
  });
  const taskId = uuidOf("task", id);
  await pool().query("update background_task set next_at = now() where id = $1", [taskId]);
  return taskId;
};

test("after a purge no text that an application had in any feature is left in any table, nor any row of it", async () => {
  const planted = await plant();
  const bystander = await plant();
  const before = await readEverything();
  const holders = (text: string) => before.filter((one) => one.text.includes(text)).map(({ table }) => table);
  // What is sealed was never readable.
  const sealed = ["header", "password", "key"];
  for (const [feature, text] of planted.canaries) {
    if (sealed.includes(feature)) expect(holders(text), feature).toEqual([]);
    else expect(holders(text).length, feature).toBeGreaterThan(0);
  }
  // Every table with texts was planted, or is known to hold nothing of an application.
  const { rows } = await pool().query<{ name: string; schema: string }>(
    `select distinct coalesce(p.relname, c.relname) as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype, 'bytea'::regtype)
     left join pg_inherits i on i.inhrelid = c.oid left join pg_class p on p.oid = i.inhparent where c.relkind = 'r'`,
  );
  const withTexts = rows
    .filter(({ schema }) => !FOREIGN.test(schema))
    .map(({ name }) => name.replace(/^delivery_(pending|history)$/, "delivery"));
  const plantedIn = new Set([...planted.canaries.values()].flatMap(holders));
  expect(withTexts.filter((name) => !plantedIn.has(name) && !(name in NOT_OF_AN_APPLICATION))).toEqual([]);

  const taskId = await started(planted);
  expect(await runTaskUnscoped({ taskId, isOver: () => false })).toBeNull();

  const after = await readEverything();
  const left = [...planted.canaries].flatMap(([feature, text]) =>
    after.filter((one) => one.text.includes(text)).map(({ table }) => `${feature} in ${table}`),
  );
  expect(left).toEqual([]);
  // Its id and those of what it had stay in what tells who did what, and nowhere else.
  expect(await tablesWith(planted.applicationId)).toEqual(["audit_log"]);
  expect(await tablesWith(planted.label)).toEqual(["audit_log", "background_task"]);
  expect((await tablesWith(planted.endpointId)).filter((table) => table !== "audit_log")).toEqual([]);
  // Another customer loses nothing but files of staff, which may hold anybody's.
  sealed.push("exportFilter", "exported");
  for (const [feature, text] of bystander.canaries) {
    if (!sealed.includes(feature))
      expect(after.filter((one) => one.text.includes(text)).length, feature).toBeGreaterThan(0);
  }
  const { rows: entries } = await pool().query(
    "select action, actor_kind, actor_label, change from audit_log where application_id = $1 and (action like 'application.%') order by id",
    [planted.applicationId],
  );
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(["application.created", "application.purge_started", "application.purged"]),
  );
  expect(entries.find(({ action }) => action === "application.purge_started")).toMatchObject({
    actor_kind: "staff",
    actor_label: "staff@posthorn.test",
  });
  expect(entries.find(({ action }) => action === "application.created")).toMatchObject({
    change: { purged: true },
    actor_label: "API key",
  });
}, 60_000);

test("a worker that dies in the middle leaves a purge that the next one ends", async () => {
  const planted = await plant();
  for (let n = 0; n < 30; n++)
    await aDelivery({ applicationId: planted.applicationId, endpointId: planted.endpointId, payload: "{}" });
  const taskId = await started(planted);
  // Two at once, each of which is stopped after a commit or two, again and again.
  for (let n = 0; n < 40; n++) {
    let steps = 0;
    const again = await Promise.all([1, 2].map(() => runTaskUnscoped({ taskId, isOver: () => ++steps > 1 })));
    if (again.includes(null)) break;
    await resumeTasksUnscoped();
  }
  const { rows } = await pool().query("select state, succeeded from background_task where id = $1", [taskId]);
  expect(rows[0]).toMatchObject({ state: "finished" });
  expect(rows[0].succeeded).toBeGreaterThan(100);
  expect(await tablesWith(planted.endpointId)).toEqual([]);
});

test("without the name typed, or below an admin, nothing happens; and while it goes on the application is gone", async () => {
  const planted = await plant();
  const { applicationId } = planted;
  await expect(purgeApplication(aStaff("admin"), { applicationId, confirm: "Acme" })).rejects.toMatchObject({
    code: "validation",
  });
  await expect(purgeApplication(aStaff("engineer"), { applicationId, confirm: planted.name })).rejects.toMatchObject({
    code: "insufficient access",
  });
  const { id } = await purgeApplication(aStaff("admin"), { applicationId, confirm: planted.name });
  const taskId = uuidOf("task", id);
  // What was under way may end first.
  expect(await runTaskUnscoped({ taskId, isOver: () => false })).toBeGreaterThan(30_000);
  await expect(purgeApplication(aStaff("admin"), { applicationId, confirm: planted.name })).rejects.toMatchObject({
    code: "not_found",
  });
  await abandonTaskUnscoped(taskId);
  expect(parseId("application", formatId("application", applicationId))).toBe(applicationId);
});
