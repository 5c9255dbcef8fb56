import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { getFleetSummary } from "@/lib/domain/applications/fleet-summary.ts";
import { listApplicationActivity } from "@/lib/domain/applications/list-activity.ts";
import type { Context } from "@/lib/domain/context.ts";
import { newUuid } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";

useDatabase();

const STAFF: Context = { actor: { kind: "staff", id: newUuid(), label: "Sam", role: "viewer" }, requestId: "test" };
let ctx: Context;

beforeEach(async () => {
  ({ ctx } = await anApiKey());
});

async function anEndpoint(
  applicationId: string,
  facts: { failures?: number; delivered?: number; failed?: number; off?: "gone" | "staff" },
) {
  const id = newUuid();
  const { failures = 0, delivered = 0, failed = 0, off = null } = facts;
  await db().endpoint.create({
    data: { id, applicationId, url: "https://hooks.acme.test/in", disabledReason: off, disabledAt: off && new Date() },
  });
  await db().$executeRaw`
    insert into endpoint_health (endpoint_id, consecutive_failures, failing_since)
    values (${id}::uuid, ${failures}, ${failures > 0 ? new Date() : null})`;
  await db().$executeRaw`
    insert into endpoint_rollup (endpoint_id, bucket, application_id, delivered, failed)
    values (${id}::uuid, to_timestamp(floor(extract(epoch from now()) / 1800) * 1800), ${applicationId}::uuid, ${delivered}, ${failed})`;
  return id;
}

test("what a pause or a breaker holds is not late", async () => {
  const acme = await anApplication(ctx, "Acme");
  const [busy, paused, open] = [
    await anEndpoint(acme.uuid, {}),
    await anEndpoint(acme.uuid, {}),
    await anEndpoint(acme.uuid, { failures: 5 }),
  ];
  await db().$executeRaw`update endpoint set paused_at = now() where id = ${paused}::uuid`;
  await db().$executeRaw`update endpoint_health set breaker_state = 1 where endpoint_id = ${open}::uuid`;
  const due = (endpointId: string, minutesAgo: number) =>
    aDelivery({ applicationId: acme.uuid, endpointId, state: "sending", nextAtMs: Date.now() - minutesAgo * 60_000 });
  await due(paused, 50);
  await due(open, 40);
  expect((await getFleetSummary(ctx)).oldestDueSeconds).toBeNull();

  await due(busy, 10);
  expect(Math.floor(((await getFleetSummary(ctx)).oldestDueSeconds ?? 0) / 60)).toBe(10);
});

test("the fleet counts the endpoints that are only probed, those that are off aside", async () => {
  const acme = await anApplication(ctx, "Acme");
  const open = await anEndpoint(acme.uuid, { failures: 5 });
  const off = await anEndpoint(acme.uuid, { off: "staff", failures: 5 });
  await anEndpoint(acme.uuid, { failures: 4 });
  await db().$executeRaw`
    update endpoint_health set breaker_state = 1, breaker_until = now() + interval '5 minutes',
      failure_clock_at = now() - interval '100 hours', warned_at = now()
    where endpoint_id in (${open}::uuid, ${off}::uuid)`;

  const { breakerCount, attention } = await getFleetSummary(ctx);

  expect(breakerCount).toBe(1);
  expect(attention.map(({ breaker, turnOffAt }) => [breaker.state, turnOffAt !== null])).toEqual(
    expect.arrayContaining([
      ["closed", false],
      ["open", true],
    ]),
  );
});

test("the fleet counts deliveries of every application and names what fails, most undelivered first", async () => {
  const acme = await anApplication(ctx, "Acme");
  const globex = await anApplication(ctx, "Globex");
  await anEndpoint(acme.uuid, { delivered: 90, failed: 4, failures: 4 });
  await anEndpoint(acme.uuid, { delivered: 10 });
  await anEndpoint(globex.uuid, { delivered: 3, failed: 7 });
  await anEndpoint(globex.uuid, { off: "gone" });
  await anEndpoint(globex.uuid, { off: "staff", failures: 9 });

  const summary = await getFleetSummary(ctx);

  expect(summary).toMatchObject({
    applicationCount: 2,
    endpointCount: 5,
    delivered: 103,
    total: 114,
    failingCount: 2,
    failingApplicationCount: 2,
    turnedOffCount: 1,
  });
  expect(summary.attention.map(({ applicationName, state }) => [applicationName, state])).toEqual([
    ["Globex", "failing"],
    ["Acme", "failing"],
    ["Globex", "turned_off"],
  ]);
  expect(summary.buckets).toHaveLength(48);
  expect(summary.buckets.at(-1)).toMatchObject({ delivered: 103, failed: 11 });
});

test("an organization sees nothing of another one in its fleet", async () => {
  const { ctx: other } = await anApiKey();
  const acme = await anApplication(other, "Acme");
  await anEndpoint(acme.uuid, { delivered: 5, failed: 5, failures: 5 });

  const summary = await getFleetSummary(ctx);
  const activity = await listApplicationActivity(ctx, { applicationIds: [acme.id] });

  expect(summary).toMatchObject({ applicationCount: 0, endpointCount: 0, total: 0, failingCount: 0, attention: [] });
  expect(summary.firstSteps).toMatchObject({ hasKey: true, application: null, isMessageSent: false });
  expect(activity.data).toEqual([]);
});

test("activity says of each application how many endpoints it has, which fail and what went through", async () => {
  const acme = await anApplication(ctx, "Acme");
  const empty = await anApplication(ctx, "Empty");
  await anEndpoint(acme.uuid, { delivered: 8, failed: 2, failures: 3 });
  await anEndpoint(acme.uuid, { off: "gone" });

  const { data } = await listApplicationActivity(STAFF, { applicationIds: [acme.id, empty.id] });

  const byId = new Map(data.map((one) => [one.applicationId, one]));
  expect(byId.get(acme.id)).toMatchObject({
    endpointCount: 2,
    failingCount: 1,
    turnedOffCount: 1,
    delivered: 8,
    total: 10,
  });
  expect(byId.get(empty.id)).toMatchObject({ endpointCount: 0, delivered: 0, total: 0, lastMessageAt: null });
});
