import { expect, test } from "vitest";
import { USUAL_REPLY } from "@/lib/contract/inbox.ts";
import { db } from "@/lib/db.ts";
import { ADDRESS_NOT_ALLOWED } from "@/lib/domain/endpoints/check-url.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { createInbox } from "@/lib/domain/inboxes/create.ts";
import { deleteInbox } from "@/lib/domain/inboxes/delete.ts";
import { getInbox } from "@/lib/domain/inboxes/get.ts";
import { listInboxes } from "@/lib/domain/inboxes/list.ts";
import { listInboxRequests } from "@/lib/domain/inboxes/list-requests.ts";
import { inboxTokenOf, isOwnInboxUrl } from "@/lib/domain/inboxes/own-url.ts";
import { patchInbox } from "@/lib/domain/inboxes/patch.ts";
import { recordInboxRequest } from "@/lib/domain/inboxes/receive.ts";
import { env } from "@/lib/env.ts";
import { NotFound } from "@/lib/errors.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { sign, signingKeyOf } from "@/lib/webhook/signature.ts";

useDatabase();

function tokenOf(url: string): string {
  return inboxTokenOf(url, env().PUBLIC_URL) ?? "";
}

test("a customer's inbox lives seven days under an address of ours that nobody guesses", async () => {
  const { applicationId, customer } = await aTenant();
  const inbox = await createInbox(customer, { applicationId });
  expect(isOwnInboxUrl(inbox.url, env().PUBLIC_URL)).toBe(true);
  expect(Buffer.from(tokenOf(inbox.url), "base64url")).toHaveLength(16);
  expect(Math.round((Date.parse(inbox.expiresAt) - Date.parse(inbox.createdAt)) / 86_400_000)).toBe(7);
  expect((await listInboxes(customer, { applicationId, limit: 5 })).data).toEqual([inbox]);
});

test("what an inbox received is listed newest first, as it was sent", async () => {
  const { applicationId, customer } = await aTenant();
  const inbox = await createInbox(customer, { applicationId });
  for (const body of ["1", "2", "3"]) {
    const headers: [string, string][] = [
      ["X-B", "2"],
      ["x-a", "1"],
    ];
    await recordInboxRequest({ token: tokenOf(inbox.url), method: "POST", headers, body });
  }
  const list = (iterator?: string | null) =>
    listInboxRequests(customer, { applicationId, inboxId: inbox.id, limit: 2, iterator: iterator ?? undefined });
  const first = await list();
  expect(first.data.map(({ body }) => body)).toEqual(["3", "2"]);
  expect(first.data[0]).toMatchObject({
    method: "POST",
    headers: [
      ["X-B", "2"],
      ["x-a", "1"],
    ],
  });
  expect((await list(first.iterator)).data.map(({ body }) => body)).toEqual(["1"]);
});

test("an inbox that has expired takes nothing and is not listed", async () => {
  const { applicationId, customer } = await aTenant();
  const inbox = await createInbox(customer, { applicationId });
  await db().inbox.updateMany({ where: { applicationId }, data: { expiresAt: new Date(0) } });
  const request = { token: tokenOf(inbox.url), method: "POST", headers: [], body: "" };
  expect(await recordInboxRequest(request)).toBeNull();
  expect((await listInboxes(customer, { applicationId, limit: 5 })).data).toEqual([]);
});

test("an inbox answers as its owner has chosen, and as usual again", async () => {
  const { applicationId, customer } = await aTenant();
  const inbox = await createInbox(customer, { applicationId });
  expect(inbox.reply).toEqual(USUAL_REPLY);
  const ref = { applicationId, inboxId: inbox.id };
  const reply = { status: 503, delayMs: 20_000, contentType: "text/plain" as const, body: "away" };
  expect(await patchInbox(customer, { ...ref, patch: { reply } })).toEqual({ ...inbox, reply });
  expect(await getInbox(customer, ref)).toEqual({ ...inbox, reply });
  const request = { token: tokenOf(inbox.url), method: "POST", headers: [], body: "" };
  expect(await recordInboxRequest(request)).toEqual(reply);
  await patchInbox(customer, { ...ref, patch: { reply: null } });
  expect(await recordInboxRequest(request)).toEqual(USUAL_REPLY);
  const { data } = await listInboxRequests(customer, { ...ref, limit: 5 });
  expect(data.map(({ replyStatus }) => replyStatus)).toEqual([200, 503]);
  const audit = await db().auditLog.findMany({ where: { applicationId, action: "inbox.updated" } });
  expect(audit).toHaveLength(2);
});

test("a deleted inbox takes nothing, shows nothing and leaves nothing", async () => {
  const { applicationId, customer } = await aTenant();
  const inbox = await createInbox(customer, { applicationId });
  const ref = { applicationId, inboxId: inbox.id };
  const request = { token: tokenOf(inbox.url), method: "POST", headers: [] as [string, string][], body: "kept" };
  await recordInboxRequest(request);
  await deleteInbox(customer, ref);
  expect(await recordInboxRequest(request)).toBeNull();
  await expect(getInbox(customer, ref)).rejects.toBeInstanceOf(NotFound);
  await expect(deleteInbox(customer, ref)).rejects.toBeInstanceOf(NotFound);
  expect(await db().inboxRequest.count({ where: { body: "kept" } })).toBe(0);
});

test("what an inbox received is judged by the secrets of the endpoints that lead to it", async () => {
  const { applicationId, customer } = await aTenant();
  const inbox = await createInbox(customer, { applicationId });
  const { endpoint, endpointId } = await anEndpoint(customer, applicationId, { url: inbox.url });
  const { key } = await getEndpointSecret(customer, { applicationId, endpointId });
  const nowSeconds = Math.floor(Date.now() / 1000);
  const body = '{"größe":1.0}\n';
  const send = (signature: string | null, timestamp = nowSeconds, sent = body) => {
    const headers: [string, string][] = [
      ["Webhook-Id", "msg_1"],
      ["webhook-timestamp", String(timestamp)],
    ];
    if (signature !== null) headers.push(["webhook-signature", signature]);
    return recordInboxRequest({ token: tokenOf(inbox.url), method: "POST", headers, body: sent });
  };
  const right = sign(signingKeyOf(key), "msg_1", nowSeconds, body);
  await send(`v1,AAAA ${right}`);
  await send(right, nowSeconds, body.trimEnd());
  await send(sign(signingKeyOf(key), "msg_1", nowSeconds - 400, body), nowSeconds - 400);
  await send(null);
  await send(right, nowSeconds, "\u0000");
  const list = async () =>
    (await listInboxRequests(customer, { applicationId, inboxId: inbox.id, limit: 10 })).data
      .map(({ signature }) => signature)
      .reverse();
  const verdicts = await list();
  expect(verdicts.map(({ verdict }) => verdict)).toEqual(["valid", "wrong", "expired", "missing", "unknown"]);
  expect(verdicts[0]).toMatchObject({ endpointId: endpoint.id, secretLast4: key.replace(/=+$/, "").slice(-4) });

  // What was right when it came stays right.
  await rotateEndpointSecret(customer, { applicationId, endpointId, gracePeriodSeconds: 0 });
  expect((await list())[0]?.verdict).toBe("valid");
});

test("another customer neither finds an inbox nor sends its own deliveries into it", async () => {
  const [mine, theirs] = [await aTenant(), await aTenant()];
  const inbox = await createInbox(theirs.customer, { applicationId: theirs.applicationId });
  const { applicationId, customer } = mine;
  await expect(listInboxRequests(customer, { applicationId, inboxId: inbox.id, limit: 5 })).rejects.toBeInstanceOf(
    NotFound,
  );
  const foreign = { applicationId: theirs.applicationId, limit: 5 };
  await expect(listInboxes(customer, foreign)).rejects.toBeInstanceOf(NotFound);
  for (const where of [applicationId, theirs.applicationId]) {
    const ref = { applicationId: where, inboxId: inbox.id };
    await expect(getInbox(customer, ref)).rejects.toBeInstanceOf(NotFound);
    await expect(patchInbox(customer, { ...ref, patch: { reply: null } })).rejects.toBeInstanceOf(NotFound);
    await expect(deleteInbox(customer, ref)).rejects.toBeInstanceOf(NotFound);
  }
  const neverMade = `${inbox.url.slice(0, -4)}AAAA`;
  for (const url of [inbox.url, neverMade]) {
    await expect(anEndpoint(customer, applicationId, { url })).rejects.toMatchObject({
      issues: [{ loc: ["body", "url"], msg: ADDRESS_NOT_ALLOWED, type: "value_error.url" }],
    });
  }
  expect((await anEndpoint(theirs.customer, theirs.applicationId, { url: inbox.url })).endpoint.url).toBe(inbox.url);
});

test("who may only look cannot make one, and nobody makes more than twenty", async () => {
  const { ctx, applicationId, organizationId } = await aTenant();
  const reader = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase"] });
  await expect(createInbox(reader, { applicationId })).rejects.toMatchObject({ code: "insufficient access" });
  const ref = { applicationId, inboxId: (await createInbox(ctx, { applicationId })).id };
  expect((await getInbox(reader, ref)).id).toBe(ref.inboxId);
  await expect(patchInbox(reader, { ...ref, patch: { reply: null } })).rejects.toMatchObject({
    code: "insufficient access",
  });
  await expect(deleteInbox(reader, ref)).rejects.toMatchObject({ code: "insufficient access" });
  const all = await Promise.allSettled(Array.from({ length: 22 }, () => createInbox(ctx, { applicationId })));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
});
