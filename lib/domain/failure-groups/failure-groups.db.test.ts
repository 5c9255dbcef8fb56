import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import {
  acknowledgeFailureGroup,
  muteFailureGroup,
  noteFailureGroup,
  reopenFailureGroup,
} from "@/lib/domain/failure-groups/change.ts";
import { collectFailuresUnscoped } from "@/lib/domain/failure-groups/collect.ts";
import { listFailureExamples } from "@/lib/domain/failure-groups/examples.ts";
import { getFailureGroup } from "@/lib/domain/failure-groups/get.ts";
import { listFailureCauses, listFailureGroups } from "@/lib/domain/failure-groups/list.ts";
import { listFailureFacts } from "@/lib/domain/failure-groups/timeline.ts";
import { Conflict, Forbidden, NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, type DeliveryInput } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const MINUTE = 60_000;
/** One clock for everything; the pass is told what time it is. */
const startMs = Date.now() - 4 * 60 * MINUTE;
const at = (minutes: number) => new Date(startMs + minutes * MINUTE);

type Place = Awaited<ReturnType<typeof aPlace>>;

async function aPlace() {
  const tenant = await aTenant();
  const { endpointId, endpoint } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "billing" });
  return { ...tenant, endpointId, endpoint, where: { applicationId: tenant.applicationId, endpointId } };
}

async function failed(place: Place, minutes: number, input: Partial<DeliveryInput> = {}) {
  await tell(place, "last_failure_at", minutes);
  return aDelivery({ ...place.where, state: "failed", atMs: at(minutes).getTime(), ...input });
}

/** What recording a try writes beside it. */
async function tell({ endpointId }: Place, column: "last_failure_at" | "last_success_at", minutes: number) {
  await pool().query(
    `insert into endpoint_health (endpoint_id, ${column}) values ($1, $2)
     on conflict (endpoint_id) do update set ${column} = greatest(endpoint_health.${column}, excluded.${column})`,
    [endpointId, at(minutes)],
  );
}

const pass = (minutes: number) => collectFailuresUnscoped({ now: at(minutes) });
const list = async ({ ctx }: Place, minutes: number, filter = {}) =>
  (await listFailureGroups(ctx, { filter, sort: "undelivered", limit: 50, now: at(minutes) })).data;
async function only(place: Place, minutes: number) {
  const [group, ...others] = await list(place, minutes);
  expect(others).toEqual([]);
  if (!group) throw new Error("there is no group");
  return { ...group, groupId: parseId("failureGroup", group.id) };
}

test("failures of one endpoint are grouped by cause, the most undelivered first", async () => {
  const place = await aPlace();
  await failed(place, 1, { attempts: [{ cause: "timeout", class: "total_timeout", statusCode: null }] });
  await failed(place, 2);
  await failed(place, 3, { state: "retrying", attempts: [{ statusCode: 502 }, { statusCode: 503, afterMs: MINUTE }] });
  await pass(10);
  const groups = await list(place, 10);
  expect(groups).toMatchObject([
    { cause: "server_error", failedCount: 2, undelivered: 2, statusCode: 503, state: "open", isRegressed: false },
    { cause: "timeout", failedCount: 1, undelivered: 1, statusCode: null, endpointName: "billing" },
  ]);
  expect((await listFailureCauses(place.ctx, { filter: {}, now: at(10) })).data).toMatchObject([
    { cause: "server_error", label: "Server error", groups: 1, undelivered: 2 },
    { cause: "timeout", groups: 1, undelivered: 1 },
  ]);
});

test("whoever counts again counts nothing twice, also what is too young to be settled", async () => {
  const place = await aPlace();
  await failed(place, 1);
  await pass(1.1);
  await pass(1.2);
  expect(await only(place, 2)).toMatchObject({ failedCount: 1 });
  await failed(place, 1.15, { attempts: [{}, { afterMs: 1_000 }, { afterMs: 2_000 }] });
  for (const minutes of [1.3, 3, 3.1]) await pass(minutes);
  expect(await only(place, 4)).toMatchObject({ failedCount: 2, undelivered: 2 });
});

test("tests, late tries and faults of our own are no failures of a receiver", async () => {
  const place = await aPlace();
  await failed(place, 1, { isTest: true, attempts: [{ trigger: 2 }] });
  await failed(place, 1, { state: "retrying", attempts: [{ cause: "internal", class: "worker_lost" }] });
  await failed(place, 1, { state: "delivered", attempts: [{ late: true }, { outcome: "succeeded" }] });
  await pass(5);
  expect(await list(place, 5)).toEqual([]);
});

test("a group ends after a success and thirty quiet minutes, and a failure brings it back as regressed", async () => {
  const place = await aPlace();
  await failed(place, 1);
  await pass(2);
  await acknowledgeFailureGroup(place.ctx, { groupId: (await only(place, 2)).groupId, now: at(2) });
  await pass(40);
  expect((await only(place, 40)).state).toBe("acknowledged");

  await tell(place, "last_success_at", 45);
  await pass(46);
  expect(await only(place, 46)).toMatchObject({ state: "resolved", resolvedAt: at(46).toISOString() });

  await failed(place, 60);
  await pass(61);
  expect(await only(place, 61)).toMatchObject({
    state: "open",
    isRegressed: true,
    acknowledgedBy: null,
    failedCount: 2,
    resolvedAt: null,
  });
  const { data } = await listFailureFacts(place.ctx, { groupId: (await only(place, 61)).groupId });
  const kinds = data.map((fact) => fact.kind).filter((kind) => kind !== "endpoint_changed");
  expect(kinds).toEqual(["regressed", "resolved", "acknowledged", "opened"]);
});

test("twenty-nine quiet minutes do not end it", async () => {
  const place = await aPlace();
  await failed(place, 1);
  await tell(place, "last_success_at", 2);
  await pass(30);
  expect((await only(place, 30)).state).toBe("open");
  await pass(31.1);
  expect((await only(place, 31.1)).state).toBe("resolved");
});

test("what was delivered since is no longer undelivered", async () => {
  const place = await aPlace();
  const { deliveryId } = await failed(place, 1);
  await failed(place, 1.5);
  await pass(5);
  expect((await only(place, 5)).undelivered).toBe(2);
  await pool().query("update delivery set status = 1, last_cause = null where id = $1", [deliveryId]);
  await pass(10);
  expect(await only(place, 10)).toMatchObject({ undelivered: 1, failedCount: 2 });
});

test("a mute hides a group until its moment, and who did it is told", async () => {
  const place = await aPlace();
  await failed(place, 1);
  await pass(5);
  const { groupId } = await only(place, 5);
  const until = at(20).toISOString();
  expect(await muteFailureGroup(place.ctx, { groupId, until, now: at(6) })).toMatchObject({
    state: "muted",
    mutedUntil: until,
    mutedBy: "test key",
  });
  expect(await list(place, 10, { state: ["open"] })).toEqual([]);
  expect(await list(place, 10, { state: ["muted"] })).toHaveLength(1);
  expect(await list(place, 21, { state: ["open"] })).toHaveLength(1);
  expect(await reopenFailureGroup(place.ctx, { groupId, now: at(7) })).toMatchObject({
    state: "open",
    mutedUntil: null,
  });
  for (const wrong of [at(5), at(400 * 24 * 60)])
    await expect(muteFailureGroup(place.ctx, { groupId, until: wrong.toISOString(), now: at(6) })).rejects.toThrow(
      "must",
    );
});

test("what is resolved is neither acknowledged nor muted; the first of two who acknowledge is named", async () => {
  const place = await aPlace();
  await failed(place, 1);
  await pass(2);
  const { groupId } = await only(place, 2);
  await acknowledgeFailureGroup(place.ctx, { groupId, now: at(3) });
  expect(await acknowledgeFailureGroup(aStaff("support"), { groupId, now: at(4) })).toMatchObject({
    acknowledgedBy: "test key",
    acknowledgedAt: at(3).toISOString(),
  });
  await tell(place, "last_success_at", 5);
  await pass(60);
  await expect(acknowledgeFailureGroup(place.ctx, { groupId })).rejects.toThrow(Conflict);
  await expect(muteFailureGroup(place.ctx, { groupId, until: at(999).toISOString() })).rejects.toThrow(Conflict);
});

test("notes and changes are written down with their author", async () => {
  const place = await aPlace();
  await failed(place, 1);
  await pass(2);
  const { groupId, id } = await only(place, 2);
  await noteFailureGroup(aStaff("support"), { groupId, note: "They are deploying." });
  const { data } = await listFailureFacts(place.ctx, { groupId });
  expect(data.find((fact) => fact.kind === "note")).toMatchObject({
    note: "They are deploying.",
    by: "staff@posthorn.test",
  });
  const { rows } = await pool().query("select action, actor_label from audit_log where object_id = $1", [id]);
  expect(rows).toEqual([{ action: "failure_group.noted", actor_label: "staff@posthorn.test" }]);
});

test("the example is the newest with a reply, and examples respect the time asked for", async () => {
  const place = await aPlace();
  await failed(place, 1);
  const withReply = await failed(place, 2);
  await failed(place, 3, { attempts: [{ responseBody: "" }] });
  await pass(10);
  const { groupId } = await only(place, 10);
  const { data, recommended } = await listFailureExamples(place.ctx, { groupId });
  expect(data.map((one) => one.hasReply)).toEqual([false, true, true]);
  expect(parseId("delivery", recommended ?? "")).toBe(withReply.deliveryId);
  const early = await listFailureExamples(place.ctx, { groupId, to: at(1.5).toISOString() });
  expect(early.data).toHaveLength(1);
});

test("filters, order and pages agree", async () => {
  const place = await aPlace();
  const { endpointId: second, endpoint } = await anEndpoint(place.ctx, place.applicationId);
  const other = { ...place, endpointId: second, where: { ...place.where, endpointId: second } };
  await failed(place, 1);
  await failed(other, 30);
  await failed(other, 31);
  await pass(40);
  expect((await list(place, 40, { endpoint: [endpoint.id] })).map((group) => group.undelivered)).toEqual([2]);
  expect(await list(place, 40, { from: at(20).toISOString() })).toHaveLength(1);
  expect(await list(place, 40, { to: at(20).toISOString() })).toHaveLength(1);
  expect(await list(place, 40, { cause: ["timeout"] })).toEqual([]);
  const page = (iterator?: string) =>
    listFailureGroups(place.ctx, { filter: {}, sort: "firstSeen", limit: 1, iterator, now: at(40) });
  const first = await page();
  const next = await page(first.iterator ?? "");
  expect([first.done, next.done]).toEqual([false, true]);
  expect([...first.data, ...next.data].map((group) => group.undelivered)).toEqual([2, 1]);
});

test("a group of another organization does not exist, viewers change nothing, customers see nothing", async () => {
  const place = await aPlace();
  const stranger = await aPlace();
  await failed(place, 1);
  await pass(2);
  const { groupId } = await only(place, 2);
  expect(await list(stranger, 2)).toEqual([]);
  await expect(getFailureGroup(stranger.ctx, { groupId })).rejects.toThrow(NotFound);
  await expect(acknowledgeFailureGroup(stranger.ctx, { groupId })).rejects.toThrow(NotFound);
  await expect(acknowledgeFailureGroup(aStaff("viewer"), { groupId })).rejects.toThrow(Forbidden);
  await expect(listFailureExamples(aStaff("viewer"), { groupId })).rejects.toThrow(Forbidden);
  await expect(getFailureGroup(place.customer, { groupId })).rejects.toThrow(Forbidden);
  expect(await getFailureGroup(aStaff("viewer"), { groupId })).toMatchObject({ endpointUrl: place.endpoint.url });
});

test("an endpoint that is deleted ends its groups", async () => {
  const place = await aPlace();
  await failed(place, 1);
  await pass(2);
  await pool().query("update endpoint set deleted_at = now() where id = $1", [place.endpointId]);
  await pass(3);
  expect((await only(place, 3)).state).toBe("resolved");
});
