import { expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { ADDRESS_NOT_ALLOWED } from "@/lib/domain/endpoints/check-url.ts";
import { createInbox } from "@/lib/domain/inboxes/create.ts";
import { listInboxes } from "@/lib/domain/inboxes/list.ts";
import { listInboxRequests } from "@/lib/domain/inboxes/list-requests.ts";
import { inboxTokenOf, isOwnInboxUrl } from "@/lib/domain/inboxes/own-url.ts";
import { recordInboxRequest } from "@/lib/domain/inboxes/receive.ts";
import { env } from "@/lib/env.ts";
import { NotFound } from "@/lib/errors.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

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
  expect(await recordInboxRequest(request)).toBe(false);
  expect((await listInboxes(customer, { applicationId, limit: 5 })).data).toEqual([]);
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
  const all = await Promise.allSettled(Array.from({ length: 22 }, () => createInbox(ctx, { applicationId })));
  expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
});
