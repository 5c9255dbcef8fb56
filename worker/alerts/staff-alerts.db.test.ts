import { Webhook } from "standardwebhooks";
import { beforeEach, expect, test } from "vitest";
import type { StaffChannelIn } from "@/lib/contract/staff-alert.ts";
import { STAFF_RULES, type StaffRule } from "@/lib/contract/staff-alert-rules.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createTraffic } from "@/lib/domain/metrics/traffic.ts";
import {
  getStaffAlerts,
  muteStaffRule,
  patchStaffRule,
  unmuteStaffRule,
} from "@/lib/domain/staff-alerts/change-rule.ts";
import {
  createStaffChannel,
  deleteStaffChannel,
  getStaffChannelSecret,
  listStaffChannels,
  patchStaffChannel,
  testStaffChannel,
} from "@/lib/domain/staff-alerts/channels.ts";
import { evaluateStaffAlertsUnscoped } from "@/lib/domain/staff-alerts/evaluate.ts";
import { listStaffAlerts, listStaffAlertsSent } from "@/lib/domain/staff-alerts/sent.ts";
import { newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { useSending } from "@/worker/alerts/sending.fixture.ts";

useDatabase();

const MINUTE_MS = 60_000;
const ctx: Context = {
  actor: { kind: "staff", id: newUuid(), label: "Ada Admin", role: "admin" },
  requestId: "test",
};
const FIRST = { limit: 50 };
const { mailbox, subjects, aReceiver, sendAll } = useSending();

beforeEach(async () => {
  await pool().query(
    "truncate staff_alert, staff_alert_rule, delivery_minute, delivery_pending, delivery_history, worker",
  );
  await pool().query("update endpoint_health set breaker_state = 0");
  await aWorker(Date.now() + 24 * 60 * MINUTE_MS);
});

/** One that was last seen then. */
async function aWorker(seenAtMs: number): Promise<void> {
  await pool().query("delete from worker");
  await pool().query(
    "insert into worker (id, pid, version, in_flight, pool_ids, seen_at) values ('w', 1, 'x', 0, '{}', $1)",
    [new Date(seenAtMs)],
  );
}

const aChannel = (fields: Partial<StaffChannelIn> = {}) =>
  createStaffChannel(ctx, {
    ...{ name: "On call", kind: "email", email: "oncall@acme.example", leastLevel: "warning", timeZone: "UTC" },
    ...fields,
  });

/** Tries as workers count them, at that moment. */
async function tries(nowMs: number, { succeeded = 0, failed = 0, durationMs = 100 }): Promise<void> {
  const traffic = createTraffic({ applications: 1, eventTypes: 1 });
  const one = { applicationId: newUuid(), eventType: "a.b", isTest: false, leads: true, durationMs };
  for (let n = 0; n < succeeded; n++) traffic.count({ ...one, status: 0, nextStatus: 1 });
  for (let n = 0; n < failed; n++) traffic.count({ ...one, status: 2, nextStatus: 0 });
  await traffic.flush(new Date(nowMs));
}

/** A clock of the test's own: rules are looked at as if this much time had passed. */
function aClock() {
  let nowMs = Date.now();
  return {
    nowMs: () => nowMs,
    pass: (minutes: number) => {
      nowMs += minutes * MINUTE_MS;
    },
    look: () => evaluateStaffAlertsUnscoped({ now: new Date(nowMs), firstLookAt: new Date(nowMs) }),
    /** Looks every minute for so long; the rules of windows, and those that wait, need it. */
    async lookFor(minutes: number) {
      for (let n = 0; n < minutes; n++) {
        nowMs += MINUTE_MS;
        await this.look();
      }
    },
  };
}
type Clock = ReturnType<typeof aClock>;

async function place() {
  const { ctx: tenant, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(tenant, applicationId);
  return { tenant, applicationId, endpointId };
}

/** How each rule is made bad, and well again; `levels` is what it fires as on the way. */
const STORIES: Record<
  StaffRule,
  { bad: (clock: Clock) => Promise<void>; well: (clock: Clock) => Promise<void>; says: RegExp }
> = {
  success_rate: {
    bad: (clock) => tries(clock.nowMs(), { succeeded: 50, failed: 50 }),
    well: async (clock) => {
      clock.pass(16);
      await tries(clock.nowMs(), { succeeded: 100 });
    },
    says: /^\[Critical\] 50 % of tries succeeded in the last 5 minutes$/,
  },
  latency: {
    bad: (clock) => tries(clock.nowMs(), { succeeded: 40, durationMs: 7_000 }),
    well: async (clock) => {
      clock.pass(16);
      await tries(clock.nowMs(), { succeeded: 40 });
    },
    says: /^\[Warning\] A try took 7 s on average in the last 15 minutes$/,
  },
  dead_letters: {
    bad: async () => {
      const where = await place();
      for (let n = 0; n < 51; n++) await aDelivery({ ...where, state: "failed" });
    },
    well: async () => void (await pool().query("delete from delivery_history")),
    says: /^\[Warning\] 51 deliveries were given up and not replayed$/,
  },
  breakers: {
    bad: async () => {
      for (let n = 0; n < 4; n++) {
        const { endpointId } = await place();
        await pool().query("update endpoint_health set breaker_state = 1 where endpoint_id = $1", [endpointId]);
      }
    },
    well: async () => void (await pool().query("update endpoint_health set breaker_state = 0")),
    says: /^\[Critical\] 4 endpoints have an open breaker$/,
  },
  queue_age: {
    bad: async () => {
      await aDelivery({ ...(await place()), state: "sending", nextAtMs: Date.now() - 60_000 });
    },
    well: async () => void (await pool().query("delete from delivery_pending")),
    says: /^\[Warning\] A delivery that nothing holds back has waited for [\d.]+ s$/,
  },
  workers: {
    bad: (clock) => aWorker(clock.nowMs() - 90_000),
    well: () => aWorker(Date.now() + 24 * 60 * MINUTE_MS),
    says: /^\[Critical\] No worker has been seen for 1\d\d s|2 min$/,
  },
  egress_proxy: {
    bad: async (clock) => {
      await aWorker(Date.now() + 24 * 60 * MINUTE_MS);
      await pool().query("update worker set proxy_failing_since = $1", [new Date(clock.nowMs() - 90_000)]);
    },
    well: async () => void (await pool().query("update worker set proxy_failing_since = null")),
    says: /^\[Critical\] No request has got through the egress proxy for 1\d\d s|2 min$/,
  },
};

const firingRules = async () => (await getStaffAlerts(ctx)).rules.flatMap(({ rule, firing }) => (firing ? [rule] : []));

test.each(STAFF_RULES)("%s fires, is told of with what to do first, and resolves", async (rule) => {
  await aChannel();
  const clock = aClock();
  await clock.look();
  expect(await firingRules()).toEqual([]);

  await STORIES[rule].bad(clock);
  await clock.lookFor(2);
  expect(await firingRules()).toEqual([rule]);
  await sendAll();
  expect(subjects()).toEqual([expect.stringMatching(STORIES[rule].says)]);
  const [mail] = mailbox().mails;
  expect(mail?.text).toContain("First: ");
  expect(mail?.text).toContain("/docs/runbooks#");
  expect(mail?.text).toMatch(/Open the console: http\S+\/console/);
  expect(mail?.headers.has("list-unsubscribe")).toBe(false);

  await STORIES[rule].well(clock);
  await clock.lookFor(4);
  expect(await firingRules()).toEqual([rule]);
  await clock.lookFor(3);
  expect(await firingRules()).toEqual([]);
  await sendAll();
  expect(subjects().slice(1)).toEqual([expect.stringMatching(/^\[Resolved\] .*(well again|too little)/)]);
  const { data } = await listStaffAlerts(ctx, FIRST);
  expect(data).toMatchObject([{ rule, endedAt: expect.any(String), toldAt: expect.any(String) }]);
});

test("one of two that fails at night wakes nobody", async () => {
  const clock = aClock();
  await tries(clock.nowMs(), { succeeded: 1, failed: 1, durationMs: 59_000 });
  await clock.lookFor(3);
  expect(await firingRules()).toEqual([]);
});

test("however many look at once, each event is told once; a restart forgets nothing", async () => {
  await aChannel();
  const clock = aClock();
  await STORIES.breakers.bad(clock);
  const looks = await Promise.all(Array.from({ length: 5 }, () => clock.look()));
  expect(looks.reduce((sum, events) => sum + events, 0)).toBe(1);
  expect(await clock.look()).toBe(0);
  await Promise.all([sendAll(), sendAll()]);
  expect(subjects()).toHaveLength(1);
  clock.pass(239);
  await clock.look();
  await sendAll();
  expect(subjects()).toHaveLength(1);
  clock.pass(2);
  await clock.look();
  await sendAll();
  expect(subjects()[1]).toBe("[Critical] Still: 4 endpoints have an open breaker");
});

test("a muted rule fires on the page and is told of afterwards; who muted it, until when and why is shown and recorded", async () => {
  await aChannel();
  const clock = aClock();
  await muteStaffRule(ctx, { rule: "breakers", mute: { minutes: 60, reason: "planned work" } });
  await STORIES.breakers.bad(clock);
  await clock.look();
  await sendAll();
  expect(mailbox().mails).toEqual([]);
  const shown = (await getStaffAlerts(ctx)).rules.find(({ rule }) => rule === "breakers");
  expect(shown).toMatchObject({ firing: { toldAt: null }, muted: { by: "Ada Admin", reason: "planned work" } });
  await unmuteStaffRule(ctx, { rule: "breakers" });
  clock.pass(1);
  await clock.look();
  await sendAll();
  expect(subjects()).toEqual(["[Critical] 4 endpoints have an open breaker"]);
  const { rows } = await pool().query(
    "select action, change from audit_log where object_kind = 'staff_rule' order by id",
  );
  expect(rows.map(({ action }) => action)).toEqual(["staff_rule.muted", "staff_rule.unmuted"]);
});

test("thresholds are one's own, in the right order; a rule that is off is silent", async () => {
  const clock = aClock();
  await patchStaffRule(ctx, { rule: "breakers", patch: { warning: 10, critical: 20 } });
  await STORIES.breakers.bad(clock);
  await clock.look();
  expect(await firingRules()).toEqual([]);
  await patchStaffRule(ctx, { rule: "breakers", patch: { warning: 1, critical: null } });
  clock.pass(1);
  await clock.look();
  expect(await firingRules()).toEqual(["breakers"]);
  await expect(patchStaffRule(ctx, { rule: "breakers", patch: { critical: 1 } })).rejects.toThrow();
  await expect(patchStaffRule(ctx, { rule: "success_rate", patch: { critical: 97 } })).rejects.toThrow();
  await expect(patchStaffRule(ctx, { rule: "nothing", patch: {} })).rejects.toThrow();
  await patchStaffRule(ctx, { rule: "breakers", patch: { enabled: false } });
  clock.pass(1);
  await clock.look();
  const { data } = await listStaffAlerts(ctx, FIRST);
  expect(data).toMatchObject([{ level: "warning", endedBecause: "turned_off" }]);
});

test("Slack, Discord and a signed webhook are told, each what it takes; the answer of each is kept", async () => {
  const receiver = await aReceiver([204, 200, 404]);
  const slack = await aChannel({ name: "Slack", kind: "slack", email: undefined, url: `${receiver.url}/slack` });
  const discord = await aChannel({
    name: "Discord",
    kind: "discord",
    email: undefined,
    url: `${receiver.url}/discord`,
  });
  const hook = await aChannel({
    name: "Hook",
    kind: "webhook",
    email: undefined,
    url: `${receiver.url}/hook`,
    leastLevel: "critical",
  });
  const clock = aClock();
  await STORIES.dead_letters.bad(clock);
  await clock.look();
  await sendAll();
  expect(receiver.requests.map(({ body }) => Object.keys(JSON.parse(body))).sort()).toEqual([
    ["content", "allowed_mentions"],
    ["text"],
  ]);
  expect(receiver.requests.map(({ body }) => body).join()).toContain("51 deliveries were given up and not replayed");

  await STORIES.breakers.bad(clock);
  clock.pass(1);
  await clock.look();
  await sendAll();
  const signed = receiver.requests.find(({ headers }) => headers["webhook-signature"]);
  const { key } = await getStaffChannelSecret(ctx, { channelId: hook.id });
  expect(new Webhook(key).verify(signed?.body ?? "", signed?.headers ?? {})).toMatchObject({
    type: "staff_alert.raised",
    data: {
      alerts: [
        { rule: "breakers", event: "began", level: "critical", value: 4, threshold: 3, url: expect.any(String) },
      ],
    },
  });
  const { data: sent } = await listStaffAlertsSent(ctx, FIRST);
  expect(sent).toHaveLength(5);
  expect(sent.map(({ answer }) => answer?.slice(0, 3)).sort()).toEqual(["200", "200", "200", "204", "404"]);
  const given = sent.find(({ state }) => state === "failed");
  expect(given).toMatchObject({ failure: { reason: "status", status: 404 }, answer: "404" });
  expect([slack.name, discord.name, hook.name]).toContain(given?.channelName);
  const { rows } = await pool().query("select url_sealed, secret_sealed from alert_recipient");
  expect(JSON.stringify(rows)).not.toContain(receiver.url);
});

test("a test shows what the other side really answered, and what cannot be sent is tried again", async () => {
  const channel = await aChannel();
  await testStaffChannel(ctx, { channelId: channel.id });
  await sendAll();
  expect(subjects()).toEqual([expect.stringMatching(/^Test alert from Posthorn at /)]);
  mailbox().refuseWith("550 5.1.1 no such mailbox");
  await testStaffChannel(ctx, { channelId: channel.id });
  await sendAll();
  const [{ last } = { last: null }] = (await listStaffChannels(ctx, FIRST)).data;
  expect(last).toMatchObject({ state: "failed", isTest: true, failure: { reason: "address_refused", status: 550 } });
  expect(last?.answer).toContain("550 5.1.1 no such mailbox");

  await mailbox().close();
  await testStaffChannel(ctx, { channelId: channel.id });
  await sendAll();
  const { data: sent } = await listStaffAlertsSent(ctx, FIRST);
  expect(sent[0]).toMatchObject({ state: "waiting", tries: 1, nextTryAt: expect.any(String) });
  expect(sent[0]?.answer).toContain("ECONNREFUSED");
});

test("a channel that is off or removed is told nothing", async () => {
  const off = await aChannel();
  const gone = await aChannel({ name: "Gone" });
  await patchStaffChannel(ctx, { channelId: off.id, patch: { enabled: false } });
  await deleteStaffChannel(ctx, { channelId: gone.id });
  await expect(testStaffChannel(ctx, { channelId: gone.id })).rejects.toThrow();
  const clock = aClock();
  await STORIES.breakers.bad(clock);
  await clock.look();
  await sendAll();
  expect(mailbox().mails).toEqual([]);
  expect((await listStaffChannels(ctx, FIRST)).data).toMatchObject([{ id: off.id, enabled: false }]);
});
