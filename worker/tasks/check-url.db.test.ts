import { createServer } from "node:net";
import { run } from "graphile-worker";
import { afterEach, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { ADDRESS_NOT_ALLOWED } from "@/lib/domain/endpoints/check-url.ts";
import { probeUrl } from "@/lib/domain/endpoints/probe-url.ts";
import { createInbox } from "@/lib/domain/inboxes/create.ts";
import { NotFound } from "@/lib/errors.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, aStaff, aTenant } from "@/lib/testing/tenants.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { workerPreset } from "@/worker/preset.ts";
import { createSender, type Sender } from "@/worker/send/send.ts";
import { createCheckUrl } from "@/worker/tasks/check-url.ts";

useDatabase();

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** The queue of the worker with this one task. */
async function aWorker(probe?: Sender["probe"]): Promise<void> {
  const sender = createSender({ allow: parseCidrs("127.0.0.0/8") });
  const task = createCheckUrl(probe ? { probe } : sender);
  const runner = await run({ preset: workerPreset(), taskList: { check_url: task }, noHandleSignals: true });
  cleanups.push(async () => {
    await runner.stop();
    await sender.close();
  });
}

async function aListener(): Promise<{ url: string; bytes: () => number }> {
  let bytes = 0;
  const server = createServer((socket) => {
    socket.on("data", (chunk) => {
      bytes += chunk.length;
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  cleanups.push(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${port}/hooks?token=secret`, bytes: () => bytes };
}

const waiting = async () => (await pool().query("select payload from graphile_worker._private_jobs")).rows;

test("a check goes to the worker, which connects and sends nothing", async () => {
  const { customer, applicationId } = await aTenant();
  const listener = await aListener();
  await aWorker();
  expect(await probeUrl(customer, { applicationId, url: listener.url })).toEqual({
    ok: true,
    reachable: true,
    message: "Reachable, without encryption.",
    hint: expect.any(String),
    tlsVersion: null,
    certificateNotAfter: null,
    certificateDaysLeft: null,
    remoteAddress: "127.0.0.1",
    durationMs: expect.any(Number),
  });
  expect(listener.bytes()).toBe(0);
  // The answer comes before the queue has put the job away.
  await expect.poll(waiting).toEqual([]);
});

test("the worker hears where to connect, not the path or what is in it", async () => {
  const { ctx, applicationId } = await aTenant();
  const asked: string[] = [];
  await aWorker(async (url) => {
    asked.push(url);
    return { class: "success", detail: null, remoteAddress: "192.0.2.1", tlsVersion: null, certificateNotAfter: null };
  });
  await probeUrl(ctx, { applicationId, url: "http://127.0.0.1:8999/hooks/t0ken?key=secret" });
  expect(asked).toEqual(["http://127.0.0.1:8999"]);
});

test("checks that run at once get each their own answer", async () => {
  const { ctx, applicationId } = await aTenant();
  await aWorker();
  const listener = await aListener();
  const urls = [listener.url, "http://127.0.0.1:9", "http://127.0.0.1:2", listener.url];
  const found = await Promise.all(urls.map((url) => probeUrl(ctx, { applicationId, url })));
  expect(found.map(({ reachable }) => reachable)).toEqual([true, false, false, true]);
});

test("without a worker the check gives up, says so, and leaves no job behind", async () => {
  const { ctx, applicationId } = await aTenant();
  const found = await probeUrl(ctx, { applicationId, url: "http://127.0.0.1:8999/" }, 50);
  expect(found).toMatchObject({ ok: false, reachable: false, message: "The check took too long." });
  expect(await waiting()).toEqual([]);
});

test("a private address is refused in the one sentence, whether it was typed or found behind a name", async () => {
  const { ctx, applicationId } = await aTenant();
  await aWorker(async () => {
    const behindName = { remoteAddress: "10.0.0.1", tlsVersion: null, certificateNotAfter: null };
    return { class: "blocked_address", detail: "10.0.0.1", ...behindName };
  });
  const refused = {
    ok: false,
    reachable: false,
    message: ADDRESS_NOT_ALLOWED,
    hint: null,
    tlsVersion: null,
    certificateNotAfter: null,
    certificateDaysLeft: null,
    remoteAddress: null,
    durationMs: expect.any(Number),
  };
  for (const url of [
    "https://10.0.0.1",
    "https://169.254.169.254",
    "https://db.internal",
    "https://named.example.com",
  ]) {
    expect(await probeUrl(ctx, { applicationId, url }), url).toEqual(refused);
  }
});

test("a URL that could not be saved is told so without being tried", async () => {
  const { ctx, applicationId } = await aTenant();
  for (const [url, message] of [
    ["example.com", "complete URL"],
    ["ftp://example.com", "https://"],
    ["https://a:b@example.com", "Authorization"],
  ] as const) {
    const found = await probeUrl(ctx, { applicationId, url });
    expect(found, url).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  }
  expect(await waiting()).toEqual([]);
});

test("an own debug inbox needs no check, and that of another customer is like a private address", async () => {
  const { ctx, applicationId } = await aTenant();
  const { url } = await createInbox(ctx, { applicationId });
  expect(await probeUrl(ctx, { applicationId, url })).toMatchObject({ ok: true, reachable: true });
  const other = await aTenant();
  expect(await probeUrl(other.customer, { applicationId: other.applicationId, url })).toMatchObject({
    ok: false,
    message: ADDRESS_NOT_ALLOWED,
  });
});

test("who may not manage endpoints may not look around with them either", async () => {
  const { applicationId, organizationId } = await aTenant();
  const input = { applicationId, url: "https://example.com" };
  const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] });
  await expect(probeUrl(reader, input)).rejects.toMatchObject({ code: "insufficient access" });
  await expect(probeUrl(aStaff("viewer"), input)).rejects.toMatchObject({ code: "insufficient access" });
  const { customer: stranger } = await aTenant();
  await expect(probeUrl(stranger, input)).rejects.toBeInstanceOf(NotFound);
});
