import { once } from "node:events";
import { request as sendRequest } from "node:http";
import { expect, test } from "vitest";
import { InboxReply } from "@/lib/contract/inbox.ts";
import { db, pool } from "@/lib/db.ts";
import { createInbox } from "@/lib/domain/inboxes/create.ts";
import { patchInbox } from "@/lib/domain/inboxes/patch.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { useNodeServer } from "@/lib/testing/node-server.ts";

useDatabase();

const { base } = useNodeServer();

test("what is no API, health check or inbox is left to the pages", async () => {
  expect((await fetch(`${base()}/console`)).status).toBe(418);
  expect((await fetch(`${base()}/inboxes`)).status).toBe(418);
  expect((await fetch(`${base()}/api/v2/health`)).status).toBe(404);
  const unknown = await fetch(`${base()}/api/nothing`);
  expect([unknown.status, await unknown.json()]).toEqual([
    404,
    { code: "not_found", detail: "There is no such path." },
  ]);
});

test("an empty answer has no body, a full one says its length", async () => {
  const empty = await fetch(`${base()}/api/v1/health/ping/`);
  expect([empty.status, await empty.text(), empty.headers.get("content-type")]).toEqual([204, "", null]);
  const full = await fetch(`${base()}/api/v1/health`, { method: "HEAD" });
  expect([full.status, full.headers.get("content-length")]).toEqual([200, "15"]);
});

test("a body that is too large is a 413 that its sender gets to read", async () => {
  const { token } = await anApiKey();
  const response = await fetch(`${base()}/api/v1/api-key`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "x".repeat(2_000_000) }),
  });
  expect([response.status, (await response.json()).code]).toEqual([413, "payload_too_large"]);
});

test("a body without an end is cut off", async () => {
  const { token } = await anApiKey();
  const request = sendRequest(`${base()}/api/v1/api-key`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  });
  const gone = once(request, "close");
  request.on("error", () => {});
  const status = once(request, "response").then(([response]) => response.statusCode as number);
  const chunk = Buffer.alloc(256 * 1024, "x");
  const pump = () => {
    while (!request.destroyed && request.write(chunk));
  };
  request.on("drain", pump);
  pump();
  expect(await status).toBe(413);
  request.off("drain", pump);
  request.destroy();
  await gone;
});

test("a body that is not UTF-8 is refused", async () => {
  const { token } = await anApiKey();
  const response = await fetch(`${base()}/api/v1/api-key`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: Buffer.from('{"name":"\xff"}', "latin1"),
  });
  expect([response.status, (await response.json()).detail[0].msg]).toEqual([422, "is not UTF-8"]);
});

test("the service is alive without a worker, and ready only while one is seen", async () => {
  expect((await fetch(`${base()}/api/health`)).status).toBe(200);
  const ready = async () => {
    const response = await fetch(`${base()}/api/health/ready`);
    return [response.status, (await response.json()).worker];
  };
  expect(await ready()).toEqual([503, "none"]);
  await pool().query("insert into worker (id, pid, version) values ('w', 1, 'x')");
  expect(await ready()).toEqual([200, "ok"]);
  await pool().query("update worker set seen_at = now() - interval '16 seconds'");
  expect(await ready()).toEqual([503, "none"]);
});

async function anInbox() {
  const { ctx } = await anApiKey();
  const { uuid } = await anApplication(ctx);
  const inbox = await createInbox(ctx, { applicationId: uuid });
  return { ...inbox, applicationId: uuid, path: new URL(inbox.url).pathname };
}

test("a debug inbox keeps a request as it came, by any method", async () => {
  const { path } = await anInbox();
  const response = await fetch(`${base()}${path}?a=1`, { method: "PUT", headers: { "X-Odd": "1" }, body: "a\u0000b" });
  expect([response.status, await response.json()]).toEqual([200, { ok: true }]);
  const [row] = await db().inboxRequest.findMany();
  expect([row?.method, row?.body]).toEqual(["PUT", "a\ufffdb"]);
  expect(JSON.parse(row?.headers ?? "[]")).toContainEqual([expect.stringMatching(/^x-odd$/i), "1"]);
});

test("a debug inbox keeps the newest hundred", async () => {
  const { path } = await anInbox();
  await db().inboxRequest.deleteMany();
  for (let i = 0; i < 103; i++) await fetch(`${base()}${path}`, { method: "POST", body: String(i) });
  const kept = await db().inboxRequest.findMany({ orderBy: { id: "asc" } });
  expect(kept).toHaveLength(100);
  expect([kept[0]?.body, kept.at(-1)?.body]).toEqual(["3", "102"]);
});

test("a debug inbox answers with what its owner wrote, and no browser does anything with it", async () => {
  const { path, id, applicationId } = await anInbox();
  const body = "<script>alert(1)</script>";
  const ref = { applicationId, inboxId: id, ctx: (await anApiKey()).ctx };
  const change = (reply: Partial<InboxReply>) =>
    patchInbox(ref.ctx, { ...ref, patch: { reply: InboxReply.parse(reply) } });
  await change({ status: 418, contentType: "text/plain", body });
  const response = await fetch(`${base()}${path}`);
  expect([response.status, await response.text()]).toEqual([418, body]);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    "content-security-policy": expect.stringContaining("sandbox"),
  });
  await change({ status: 204, body });
  const empty = await fetch(`${base()}${path}`, { method: "POST" });
  expect([empty.status, await empty.text(), empty.headers.get("content-type")]).toEqual([204, "", null]);
});

test("a debug inbox waits before it answers, and is kept at once", async () => {
  const { path, id, applicationId } = await anInbox();
  const { ctx } = await anApiKey();
  const reply = InboxReply.parse({ delayMs: 20_000 });
  await patchInbox(ctx, { applicationId, inboxId: id, patch: { reply } });
  const gone = new AbortController();
  const answer = fetch(`${base()}${path}`, { method: "POST", body: "waits", signal: gone.signal });
  const isFirst = await Promise.race([
    answer.then(() => "answered"),
    expect.poll(() => db().inboxRequest.count({ where: { body: "waits" } })).toBe(1),
  ]);
  expect(isFirst).not.toBe("answered");
  gone.abort();
  await expect(answer).rejects.toThrow();
});

test("a debug inbox takes 600 requests a minute", async () => {
  const { path } = await anInbox();
  let limited = false;
  const knock = async () => {
    // Ten a second come back meanwhile: on a slow machine it takes more than 600.
    for (let n = 0; n < 200 && !limited; n++) {
      const { status, headers } = await fetch(`${base()}${path}`, { method: "POST" });
      limited ||= status === 429 && Number(headers.get("retry-after")) > 0;
    }
  };
  await Promise.all(Array.from({ length: 30 }, knock));
  expect(limited).toBe(true);
});

test("an inbox that is unknown or has expired is not found, and takes no more than 256 KB", async () => {
  const { path } = await anInbox();
  expect((await fetch(`${base()}/inbox/nothing`)).status).toBe(404);
  expect((await fetch(`${base()}/inbox/${"x".repeat(22)}`)).status).toBe(404);
  const large = await fetch(`${base()}${path}`, { method: "POST", body: "x".repeat(256 * 1024 + 1) });
  expect(large.status).toBe(413);
  await db().inbox.updateMany({ data: { expiresAt: new Date(0) } });
  expect((await fetch(`${base()}${path}`, { method: "POST", body: "x" })).status).toBe(404);
});
