import { beforeEach, expect, test, vi } from "vitest";
import { db } from "@/lib/db.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { forgetQuotas, quotaOf } from "@/lib/domain/quotas/known.ts";
import { anApiKey, anApplication, aPortalLink } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

const settings = { QUOTA_ENDPOINTS: 100, QUOTA_MESSAGES_PER_SECOND: 0, QUOTA_PAYLOAD_BYTES: 1_048_576 };
vi.mock(import("@/lib/env.ts"), async (original) => {
  const { env, ...rest } = await original();
  return { ...rest, env: () => ({ ...env(), ...settings }) };
});
beforeEach(() => {
  Object.assign(settings, { QUOTA_ENDPOINTS: 100, QUOTA_MESSAGES_PER_SECOND: 0, QUOTA_PAYLOAD_BYTES: 1_048_576 });
  forgetQuotas();
});

const message = (text = "") => ({ eventType: "job.created", payload: { text } });

async function aScene() {
  const { ctx, token } = await anApiKey();
  const application = await anApplication(ctx);
  const uid = `u-${application.uuid}`;
  await db().application.update({ where: { id: application.uuid }, data: { uid } });
  const send = (body: object = message(), name = application.id) => callApi(`POST /app/${name}/msg`, { token, body });
  const give = (body: object) => callApi(`PATCH /app/${application.id}/quota`, { token, body });
  return { ctx, token, application, uid, send, give };
}

/** How many get through before one is refused; some more on a slow machine, because tokens come back meanwhile. */
async function untilRefused(send: () => ReturnType<typeof callApi>) {
  for (let n = 0; n < 500; n++) {
    const answer = await send();
    if (answer.status === 429) return { n, answer };
    expect(answer.status).toBe(202);
  }
  throw new Error("It was never refused.");
}

test("an application's own quotas hold at once, by either of its names, and name themselves in the refusal", async () => {
  const { send, give, uid, application } = await aScene();
  expect((await send(message("x".repeat(200)))).status).toBe(202);
  expect((await give({ payloadBytes: 100, messagesPerSecond: 3 })).json).toMatchObject({
    payloadBytes: { limit: 100, own: 100, default: 1_048_576 },
    messagesPerSecond: { limit: 3, own: 3, default: null },
    endpoints: { limit: 100, own: null, default: 100 },
    endpointCount: 0,
  });
  for (const name of [application.id, uid]) {
    const large = await send(message("x".repeat(200)), name);
    expect([large.status, large.json.detail]).toEqual([413, expect.stringContaining("quota payloadBytes")]);
  }
  let turn = 0;
  const { n, answer } = await untilRefused(() => send(message(), turn++ % 2 ? uid : application.id));
  expect(n).toBeGreaterThanOrEqual(3);
  expect(answer.json).toMatchObject({
    code: "rate_limited",
    detail: expect.stringContaining("quota messagesPerSecond"),
  });
  expect(answer.headers["retry-after"]).toBe("1");

  expect((await give({ payloadBytes: null, messagesPerSecond: null })).json.payloadBytes.own).toBeNull();
  expect((await send(message("x".repeat(200)))).status).toBe(202);
});

test("one application that is refused leaves the others alone, and a batch waits for all of itself", async () => {
  const [one, other] = [await aScene(), await aScene()];
  await one.give({ messagesPerSecond: 2 });
  const batch = { messages: Array.from({ length: 20 }, () => message()) };
  const path = `POST /app/${one.application.id}/msg/batch`;
  expect((await callApi(path, { token: one.token, body: batch })).status).toBe(202);
  const refused = await callApi(path, { token: one.token, body: batch });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(5);
  expect((await other.send()).status).toBe(202);
});

test("the installation's quotas hold for applications without their own, by id and uid together", async () => {
  Object.assign(settings, { QUOTA_MESSAGES_PER_SECOND: 4, QUOTA_PAYLOAD_BYTES: 300, QUOTA_ENDPOINTS: 1 });
  const { ctx, send, give, uid, application } = await aScene();
  expect((await send(message("x".repeat(400)))).status).toBe(413);
  await give({ payloadBytes: 1_000 });
  expect((await send(message("x".repeat(400)))).status).toBe(202);
  const found = [await quotaOf({ ...nameOf(ctx), applicationId: application.uuid, applicationUid: null })];
  found.push(await quotaOf({ ...nameOf(ctx), applicationId: null, applicationUid: uid }));
  expect(found[0]).toEqual(found[1]);
  const second = await aScene();
  const [byUid, byId] = [
    await quotaOf({ ...nameOf(second.ctx), applicationId: null, applicationUid: second.uid }),
    await quotaOf({ ...nameOf(second.ctx), applicationId: second.application.uuid, applicationUid: null }),
  ];
  expect(byUid).toEqual({ applicationId: second.application.uuid, messagesPerSecond: 4, maxPayloadBytes: 300 });
  expect(byId).toEqual(byUid);
  expect((await send(message(), "nobody")).status).toBe(404);

  const endpoint = { url: "http://127.0.0.1:8999/", description: "", metadata: {}, disabled: false };
  const add = () => createEndpoint(ctx, { applicationId: application.uuid, endpoint });
  await add();
  await expect(add()).rejects.toMatchObject({
    code: "limit_reached",
    message: expect.stringContaining("quota endpoints"),
  });
  await give({ endpoints: 2 });
  await add();
  await expect(add()).rejects.toMatchObject({ code: "limit_reached" });
  // What is there stays.
  expect((await give({ endpoints: 1 })).json).toMatchObject({ endpoints: { limit: 1 }, endpointCount: 2 });
});

const nameOf = (ctx: { actor: object }) => ({
  organizationId: (ctx.actor as { organizationId: string }).organizationId,
});

test("a change is recorded, made by engineers and by keys of the operator, and by nobody within the application", async () => {
  const { ctx, token, application, give } = await aScene();
  await give({ messagesPerSecond: 7 });
  const entry = await db().auditLog.findFirst({
    where: { action: "application.quota_changed" },
    orderBy: { id: "desc" },
  });
  expect(entry).toMatchObject({
    applicationId: application.uuid,
    change: { before: { messagesPerSecond: null }, after: { messagesPerSecond: 7 } },
  });
  const made = await callApi("POST /api-key", { token, body: { name: "own", applicationId: application.id } });
  const own = await callApi(`PATCH /app/${application.id}/quota`, { token: made.json.token, body: { endpoints: 250 } });
  expect(own.status).toBe(403);
  expect((await callApi(`GET /app/${application.id}/quota`, { token: made.json.token })).status).toBe(200);
  const link = await aPortalLink(ctx, application.uuid);
  expect((await callApi(`GET /app/${application.id}/quota`, { token: link.token })).status).toBe(403);
  const stranger = await anApiKey();
  for (const method of ["GET", "PATCH"]) {
    const body = method === "PATCH" ? { endpoints: 1 } : undefined;
    expect((await callApi(`${method} /app/${application.id}/quota`, { token: stranger.token, body })).status).toBe(404);
  }
  for (const wrong of [{ endpoints: 0 }, { endpoints: 251 }, { messagesPerSecond: 1.5 }, { payloadBytes: 2_000_000 }]) {
    expect((await give(wrong)).status).toBe(422);
  }
});
