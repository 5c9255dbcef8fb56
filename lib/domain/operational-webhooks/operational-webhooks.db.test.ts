import { describe, expect, test } from "vitest";
import { OPERATIONAL_EVENTS, type OperationalEventType } from "@/lib/contract/operational-event.ts";
import { pool } from "@/lib/db.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { getFleetSummary } from "@/lib/domain/applications/fleet-summary.ts";
import { listApplications } from "@/lib/domain/applications/list.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { type ClaimedDelivery, claimDeliveries } from "@/lib/domain/deliveries/claim.ts";
import { createRecorder, type RecordedAttempt } from "@/lib/domain/deliveries/record.ts";
import { replayDelivery } from "@/lib/domain/deliveries/replay.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { turnOffUnscoped } from "@/lib/domain/endpoints/turn-off.ts";
import { createEventType } from "@/lib/domain/event-types/create.ts";
import { listEventTypes } from "@/lib/domain/event-types/list.ts";
import { onNamedCatalogue } from "@/lib/domain/event-types/scope.ts";
import { ensureOperationalPlace, findOperationalPlace } from "@/lib/domain/operational-webhooks/application.ts";
import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { search } from "@/lib/domain/search/search.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { attemptOf, success } from "@/lib/testing/pipeline.ts";
import { anEndpoint, aPendingDelivery, aStaff, aTenant, RECEIVER_URL, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const recorder = createRecorder();

async function listen(ctx: Context, eventTypes: string[] | null = null) {
  const place = await ensureOperationalPlace(ctx);
  const endpoint = { url: RECEIVER_URL, description: "", disabled: false, metadata: {}, eventTypes };
  const made = await createEndpoint(place.ctx, { applicationId: place.applicationId, endpoint });
  return { ...place, endpointId: uuidOf("endpoint", made.id) };
}

/** What the operator was told so far, in order; each held to the published shape. */
async function told(applicationId: string) {
  while ((await relayOutbox()).kind === "relayed") {
    const { rows } = await pool().query<{ n: number }>("select count(*)::int as n from posthorn.outbox");
    if (rows[0]?.n === 0) break;
  }
  const { rows } = await pool().query<{ event_type: OperationalEventType; payload: string }>(
    "select event_type, payload from message where application_id = $1 order by created_at, id",
    [applicationId],
  );
  return rows.map(({ event_type, payload }) => OPERATIONAL_EVENTS[event_type].payload.parse(JSON.parse(payload)));
}
const typesOf = (events: { type: string }[]) => events.map(({ type }) => type);

async function claimed(endpointId: string): Promise<ClaimedDelivery> {
  const { deliveries } = await claimDeliveries([{ endpointId, limit: 1 }], { leaseMs: 30_000, marginMs: 15_000 });
  if (!deliveries[0]) throw new Error("nothing was due");
  return deliveries[0];
}

async function tries(endpointId: string, ...outcomes: Partial<RecordedAttempt>[]) {
  for (const outcome of outcomes) {
    const delivery = await claimed(endpointId);
    expect(await recorder.record(attemptOf(delivery, outcome))).toEqual({ late: false });
  }
}
const FAIL = { status: 2, nextStatus: 0 } as const;
const LAST_FAIL = { status: 2, nextStatus: 2, delayMs: null } as const;

describe("what happens to endpoints", () => {
  test("is told in the order in which it happened, in the shapes of the SDKs", async () => {
    const { ctx, application, applicationId } = await aTenant();
    const { applicationId: operational } = await listen(ctx);
    const { endpointId, endpoint } = await anEndpoint(ctx, applicationId, { uid: "crm" });
    const ref = { applicationId, endpointId };
    await patchEndpoint(ctx, { ...ref, patch: { description: "new" } });
    await setEndpointHeaders(ctx, { ...ref, headers: { "x-a": "b" } });
    await rotateEndpointSecret(ctx, ref);
    await patchEndpoint(ctx, { ...ref, patch: { disabled: true } });
    await patchEndpoint(ctx, { ...ref, patch: { disabled: false } });
    await deleteEndpoint(ctx, ref);

    const events = await told(operational);
    expect(typesOf(events)).toEqual([
      "endpoint.created",
      ...["endpoint.updated", "endpoint.updated", "endpoint.updated"],
      ...["endpoint.updated", "endpoint.disabled", "endpoint.updated", "endpoint.enabled"],
      "endpoint.deleted",
    ]);
    const about = { appId: application.id, appUid: application.uid, endpointId: endpoint.id, endpointUid: "crm" };
    expect(events[0]).toEqual({ type: "endpoint.created", data: about });
    expect(events[5]?.data).toEqual({ ...about, failSince: null, trigger: "manual" });
  });

  test("is told as automatic when a rule turned it off, with since when it failed", async () => {
    const { ctx, applicationId } = await aTenant();
    const { applicationId: operational } = await listen(ctx, ["endpoint.disabled"]);
    const { endpointId } = await anEndpoint(ctx, applicationId);
    await pool().query("update endpoint_health set failing_since = '2026-01-02T03:04:05Z' where endpoint_id = $1", [
      endpointId,
    ]);
    await turnOffUnscoped({ endpointId, version: 1, reason: "gone" });
    const disabled = (await told(operational)).find(({ type }) => type === "endpoint.disabled");
    expect(disabled?.data).toMatchObject({ failSince: "2026-01-02T03:04:05.000Z", trigger: "automatic" });
  });

  test("is not written at all without an operational endpoint, nor when the change is rolled back", async () => {
    const { ctx, applicationId } = await aTenant();
    await ensureOperationalPlace(ctx);
    await anEndpoint(ctx, applicationId);
    const { rows } = await pool().query("select 1 from posthorn.outbox");
    expect(rows).toEqual([]);

    const { applicationId: operational } = await listen(ctx);
    await anEndpoint(ctx, applicationId, { uid: "taken" });
    await expect(anEndpoint(ctx, applicationId, { uid: "taken" })).rejects.toMatchObject({ code: "conflict" });
    expect(typesOf(await told(operational))).toEqual(["endpoint.created"]);
  });

  test("is told about customers only: operational endpoints make no events, nor do their failures", async () => {
    const { ctx } = await aTenant();
    const { ctx: within, applicationId, endpointId } = await listen(ctx);
    await patchEndpoint(within, { applicationId, endpointId, patch: { description: "mine" } });
    await aPendingDelivery(within, applicationId, endpointId);
    await tries(endpointId, FAIL, FAIL, FAIL, FAIL);
    const { rows } = await pool().query("select 1 from posthorn.outbox");
    expect(rows).toEqual([]);
  });
});

describe("what happens to deliveries", () => {
  test("is told after the fourth failure, and again when it arrives after all", async () => {
    const { ctx, application, applicationId } = await aTenant();
    const { applicationId: operational } = await listen(ctx, ["message.attempt.failing", "message.attempt.recovered"]);
    const { endpointId, endpoint } = await anEndpoint(ctx, applicationId);
    const { messageId } = await aPendingDelivery(ctx, applicationId, endpointId);
    await tries(endpointId, FAIL, FAIL, FAIL);
    expect(typesOf(await told(operational))).toEqual(["endpoint.created"]);
    await tries(endpointId, { ...FAIL, statusCode: null });
    // Else the breaker would hold the next one.
    await pool().query("update endpoint_health set consecutive_failures = 0 where endpoint_id = $1", [endpointId]);
    await tries(endpointId, FAIL, success);

    const [, failing, recovered, ...others] = await told(operational);
    expect(others).toEqual([]);
    expect(failing).toMatchObject({
      type: "message.attempt.failing",
      data: {
        appId: application.id,
        endpointId: endpoint.id,
        msgId: formatId("message", messageId),
        msgEventId: null,
        lastAttempt: { id: expect.stringMatching(/^atmpt_/), responseStatusCode: 0 },
      },
    });
    expect(recovered).toMatchObject({
      type: "message.attempt.recovered",
      data: { lastAttempt: { responseStatusCode: 200 } },
    });
  });

  test("is told when the last try failed, once; a replay that fails tells nothing, one that arrives does", async () => {
    const { ctx, applicationId } = await aTenant();
    const { applicationId: operational } = await listen(ctx);
    const { endpointId } = await anEndpoint(ctx, applicationId);
    const { deliveryId } = await aPendingDelivery(ctx, applicationId, endpointId);
    await tries(endpointId, FAIL, LAST_FAIL);
    const replay = () => replayDelivery(ctx, { applicationId, deliveryId });
    await replay();
    await tries(endpointId, LAST_FAIL);
    await replay();
    await tries(endpointId, success);
    expect(typesOf(await told(operational))).toEqual([
      "endpoint.created",
      "message.attempt.exhausted",
      "message.attempt.recovered",
    ]);
  });

  test("is told of tries whose request is kept as well", async () => {
    const { ctx, applicationId } = await aTenant();
    const { applicationId: operational } = await listen(ctx);
    const { endpointId } = await anEndpoint(ctx, applicationId);
    await aPendingDelivery(ctx, applicationId, endpointId);
    const request = { method: "PUT", url: RECEIVER_URL, headers: [], body: Buffer.from("{}") };
    await tries(endpointId, { ...LAST_FAIL, request });
    expect(typesOf(await told(operational))).toEqual(["endpoint.created", "message.attempt.exhausted"]);
    const { rows } = await pool().query("select method from attempt_request");
    expect(rows).toEqual([{ method: "PUT" }]);
  });

  test("is not told of tests, nor of a success after fewer failures", async () => {
    const { ctx, applicationId } = await aTenant();
    const { applicationId: operational } = await listen(ctx);
    const { endpointId } = await anEndpoint(ctx, applicationId);
    await aPendingDelivery(ctx, applicationId, endpointId);
    await tries(endpointId, FAIL, FAIL, FAIL, success);
    expect(typesOf(await told(operational))).toEqual(["endpoint.created"]);
  });
});

describe("the application of operational webhooks", () => {
  test("is one, however many ask for it at once", async () => {
    const { ctx } = await aTenant();
    const places = await Promise.all(Array.from({ length: 8 }, () => ensureOperationalPlace(ctx)));
    expect(new Set(places.map(({ applicationId }) => applicationId)).size).toBe(1);
  });

  test("is in no list, figure or search of customers, for keys and staff, and no key reaches it by its id", async () => {
    const { ctx, applicationId } = await aTenant();
    await anEndpoint(ctx, applicationId);
    const staff = aStaff("admin");
    const before = await getFleetSummary(staff);
    const place = await listen(ctx);
    await aPendingDelivery(place.ctx, place.applicationId, place.endpointId);
    await tries(place.endpointId, FAIL);
    const id = formatId("application", place.applicationId);

    const after = await getFleetSummary(staff);
    expect(after).toEqual({ ...before, oldestDueSeconds: after.oldestDueSeconds });
    for (const who of [ctx, staff]) {
      const { data } = await listApplications(who, { limit: 250, order: "descending" });
      expect(data.map((application) => application.id)).not.toContain(id);
      expect((await search(who, { q: "Operational webhooks" })).data).toEqual([]);
    }
    await expect(resolveApplication(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    expect((await resolveApplication(staff, id)).id).toBe(place.applicationId);
  });

  test("takes the types of the fixed list only, and belongs to one organization", async () => {
    const { ctx } = await aTenant();
    await expect(listen(ctx, ["invoice.paid"])).rejects.toMatchObject({ code: "validation" });
    expect(await listen(ctx, ["endpoint.*", "message.attempt.exhausted"])).toBeDefined();
    const other = await aTenant();
    expect(await findOperationalPlace(other.ctx)).toBeNull();
    await expect(ensureOperationalPlace(other.customer)).rejects.toMatchObject({ code: "insufficient access" });
  });
});

test("staff choose event types for an operational endpoint from its own catalogue, and see that one", async () => {
  const engineer = aStaff("engineer");
  const { applicationId, endpointId } = await listen(engineer);
  const app = formatId("application", applicationId);
  const catalogue = await onNamedCatalogue(engineer, app);
  const { data } = await listEventTypes(catalogue, { limit: 250, order: "ascending" });
  expect(data.map(({ name }) => name)).toEqual(Object.keys(OPERATIONAL_EVENTS).toSorted());

  const choose = (eventTypes: string[]) =>
    patchEndpoint(engineer, { applicationId, endpointId, patch: { eventTypes } });
  expect((await choose(["endpoint.disabled"])).eventTypes).toEqual(["endpoint.disabled"]);
  await createEventType(engineer, { name: "invoice.paid", description: "", archived: false, deprecated: false });
  await expect(choose(["invoice.paid"])).rejects.toMatchObject({ code: "validation" });

  await expect(onNamedCatalogue(aStaff("support"), app)).rejects.toMatchObject({ code: "insufficient access" });
  const { ctx, applicationId: own, application } = await aTenant();
  const limits = { scopes: ["*"], networks: [], applicationId: own };
  const key = { ...ctx, actor: { ...ctx.actor, kind: "apiKey", limits } as typeof ctx.actor };
  const other = await createApplication(ctx, { application: { name: "B", metadata: {} }, whenTaken: "refuse" });
  expect((await onNamedCatalogue(key, application.id)).actor).toMatchObject(ctx.actor);
  await expect(onNamedCatalogue(key, other.application.id)).rejects.toMatchObject({ code: "not_found" });
});
