import { describe, expect, test } from "vitest";
import type { Context } from "@/lib/domain/context.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery, aMessage } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aStaff, aTenant, RECEIVER_URL } from "@/lib/testing/tenants.ts";

useDatabase();

async function aScene() {
  const tenant = await aTenant();
  const endpoint = await anEndpoint(tenant.ctx, tenant.applicationId, {
    headers: { authorization: "Bearer abcdefgh1234", "x-team": "billing-and-more" },
  });
  const base = { applicationId: tenant.applicationId, endpointId: endpoint.endpointId };
  return { ...tenant, ...endpoint, base };
}

describe("a delivery", () => {
  test("shows its tries from the first on, the words for the last failure, and when it is tried again", async () => {
    const { customer, applicationId, base } = await aScene();
    const nextAtMs = Date.now() + 60_000;
    const { deliveryId, attemptIds } = await aDelivery({
      ...base,
      state: "retrying",
      nextAtMs,
      attempts: [
        { class: "connect_refused", cause: "connect_refused", statusCode: null, errorDetail: "ECONNREFUSED" },
        { statusCode: 404, class: "http_4xx", cause: "not_found", afterMs: 5_000, trigger: 1, actor: "Ada" },
        { class: "worker_lost", cause: "internal", statusCode: null, afterMs: 6_000, late: true },
      ],
    });
    const out = await getDelivery(customer, { applicationId, deliveryId });
    expect(out.attempts.map(({ id }) => id)).toEqual(attemptIds.map((id) => formatId("attempt", id)));
    expect(out.attempts.map(({ actor, outcome, cause }) => ({ actor, outcome, cause }))).toEqual([
      { actor: null, outcome: "failed", cause: "connect_refused" },
      { actor: "Ada", outcome: "failed", cause: "not_found" },
      { actor: null, outcome: "failed", cause: "internal" },
    ]);
    expect(out.diagnosis).toMatchObject({ cause: "not_found", who: "you", action: "edit_url" });
    expect(out).toMatchObject({
      state: "retrying",
      endpointUrl: RECEIVER_URL,
      endpointDisabled: false,
      maxAttempts: 8,
    });
    expect(out.futureAttempts[0]).toBe(new Date(nextAtMs).toISOString());
    expect(out.nextAttemptAt).toBe(out.futureAttempts[0]);
  });

  test("a delivered one has no diagnosis and no future, whatever failed before", async () => {
    const { customer, applicationId, base } = await aScene();
    const { deliveryId } = await aDelivery({ ...base, attempts: [{}, { outcome: "succeeded", afterMs: 5_000 }] });
    const out = await getDelivery(customer, { applicationId, deliveryId });
    expect(out).toMatchObject({ state: "delivered", diagnosis: null, futureAttempts: [], cause: null });
  });

  test("one of another application is like one that never was", async () => {
    const [mine, theirs] = [await aScene(), await aScene()];
    const { deliveryId, attemptIds } = await aDelivery(theirs.base);
    const [attemptId = ""] = attemptIds;
    const ask = (ctx: Context, applicationId: string) => [
      () => getDelivery(ctx, { applicationId, deliveryId }),
      () => getDeliveryAttempt(ctx, { applicationId, deliveryId, attemptId }),
    ];
    for (const read of [
      ...ask(mine.customer, mine.applicationId),
      ...ask(mine.customer, theirs.applicationId),
      ...ask(mine.ctx, mine.applicationId),
    ]) {
      await expect(read()).rejects.toMatchObject({ code: "not_found" });
    }
  });

  test("says for every endpoint what became of the message there", async () => {
    const { ctx, customer, applicationId, base } = await aScene();
    const [unsubscribed, channel, off, deleted] = [
      await anEndpoint(ctx, applicationId, { name: "unsubscribed" }),
      await anEndpoint(ctx, applicationId, { name: "channel" }),
      await anEndpoint(ctx, applicationId, { name: "off" }),
      await anEndpoint(ctx, applicationId, { name: "example" }),
    ];
    const messageId = await aMessage({
      applicationId,
      skipped: { [unsubscribed.endpointId]: 2, [channel.endpointId]: 3 },
    });
    const { deliveryId } = await aDelivery({ ...base, messageId, state: "failed" });
    await aDelivery({ ...base, messageId, endpointId: off.endpointId, state: "canceled", reason: "endpoint_off" });
    await aDelivery({ ...base, messageId, endpointId: deleted.endpointId, state: "delivered" });
    await anEndpoint(ctx, applicationId, { name: "later" });

    const { verdicts } = await getDelivery(customer, { applicationId, deliveryId });
    expect(verdicts.map(({ endpointName, verdict, state }) => [endpointName, verdict, state])).toEqual([
      ["127.0.0.1:8999", "delivery", "failed"],
      ["unsubscribed", "not_subscribed", null],
      ["channel", "no_channel_in_common", null],
      ["off", "endpoint_off", "canceled"],
      ["example", "delivery", "delivered"],
      ["later", "created_after", null],
    ]);
  });

  test("a message made for one endpoint says nothing about the others", async () => {
    const { ctx, customer, applicationId, base } = await aScene();
    await anEndpoint(ctx, applicationId, { name: "other" });
    const { deliveryId } = await aDelivery({ ...base, isTest: true });
    const { verdicts } = await getDelivery(customer, { applicationId, deliveryId });
    expect(verdicts.map(({ endpointName }) => endpointName)).toEqual(["127.0.0.1:8999"]);
  });
});

describe("a try", () => {
  test("is shown as it was sent: the exact body, and the headers that were signed", async () => {
    const { customer, applicationId, base } = await aScene();
    const payload = '{ "b": 1.0, "a": 12345678901234567890 }';
    const { deliveryId, messageId, attemptIds } = await aDelivery({ ...base, payload, state: "failed" });
    const [attemptId = ""] = attemptIds;
    const out = await getDeliveryAttempt(customer, { applicationId, deliveryId, attemptId });
    expect(out.request).toMatchObject({ method: "POST", url: RECEIVER_URL, body: payload });
    expect(Object.fromEntries(out.request.headers)).toMatchObject({
      "content-type": "application/json",
      "webhook-id": formatId("message", messageId),
      "webhook-timestamp": String(Math.floor(Date.parse(out.startedAt) / 1000)),
      "webhook-signature": "v1,c2lnbmF0dXJl",
    });
    expect(out.response).toEqual({
      statusCode: 500,
      headers: [["content-type", "text/plain"]],
      body: "no",
      base64: false,
      truncated: false,
      notLogged: false,
      gone: null,
      keptUntil: expect.any(String),
      redacted: false,
    });
    expect(out.phases).toEqual({
      queueMs: 3,
      throttleMs: null,
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
      waitMs: 100,
      bodyMs: null,
    });
    expect(out.diagnosis).toMatchObject({ cause: "server_error" });
  });

  test("without a reply has none, but the error in the network's words", async () => {
    const { customer, applicationId, base } = await aScene();
    const { deliveryId, attemptIds } = await aDelivery({
      ...base,
      state: "failed",
      attempts: [{ class: "dns_error", cause: "dns", statusCode: null, errorDetail: "getaddrinfo ENOTFOUND a.test" }],
    });
    const [attemptId = ""] = attemptIds;
    const out = await getDeliveryAttempt(customer, { applicationId, deliveryId, attemptId });
    expect(out).toMatchObject({ response: null, statusCode: null, errorDetail: "getaddrinfo ENOTFOUND a.test" });
    expect(out.diagnosis).toMatchObject({ cause: "dns" });
  });

  test("hides values of custom headers from people, and credentials from everybody", async () => {
    const { ctx, customer, applicationId, base } = await aScene();
    const { deliveryId, attemptIds } = await aDelivery(base);
    const [attemptId = ""] = attemptIds;
    const seenBy = async (viewer: Context) => {
      const { request } = await getDeliveryAttempt(viewer, { applicationId, deliveryId, attemptId });
      const { authorization, "x-team": team } = Object.fromEntries(request.headers);
      return [authorization, team];
    };
    expect(await seenBy(customer)).toEqual(["••••1234", "••••more"]);
    expect(await seenBy(aStaff("admin"))).toEqual(["••••1234", "••••more"]);
    expect(await seenBy(ctx)).toEqual(["••••1234", "billing-and-more"]);
  });

  test("of another delivery is not found under this one", async () => {
    const { customer, applicationId, base } = await aScene();
    const [one, two] = [await aDelivery(base), await aDelivery(base)];
    const [attemptId = ""] = two.attemptIds;
    await expect(
      getDeliveryAttempt(customer, { applicationId, deliveryId: one.deliveryId, attemptId }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("whose payload is no longer kept shows no body instead of another one", async () => {
    const { customer, applicationId, base } = await aScene();
    const { deliveryId, attemptIds } = await aDelivery({ ...base, payload: null });
    const [attemptId = ""] = attemptIds;
    expect((await getDeliveryAttempt(customer, { applicationId, deliveryId, attemptId })).request.body).toBeNull();
  });
});

test("a try is compared with the others of its endpoint, once there are enough of them", async () => {
  const { customer, applicationId, base } = await aScene();
  const read = async ({ deliveryId, attemptIds }: Awaited<ReturnType<typeof aDelivery>>) =>
    (await getDeliveryAttempt(customer, { applicationId, deliveryId, attemptId: attemptIds[0] ?? "" })).usual;
  const slow = await aDelivery({ ...base, attempts: [{ durationMs: 900, class: "http_5xx" }] });
  expect(await read(slow)).toBeNull();
  for (let n = 1; n < 40; n++) {
    await aDelivery({ ...base, state: "delivered", attempts: [{ outcome: "succeeded", durationMs: n * 10 }] });
  }
  expect(await read(slow)).toEqual({ p50Ms: 200, p95Ms: 380, slowerThan: 97, tries: 40 });
});
