import { expect, test } from "vitest";
import { db, pool } from "@/lib/db.ts";
import { askToConfirm, deleteRecipient, testRecipient } from "@/lib/domain/alerts/change-recipient.ts";
import { listAlerts } from "@/lib/domain/alerts/list.ts";
import { noticeAlertsUnscoped } from "@/lib/domain/alerts/notice.ts";
import { changeSubscription, findSubscription } from "@/lib/domain/alerts/subscription.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { aConfirmed, aRecipient, fails } from "@/worker/alerts/recipients.fixture.ts";
import { useSending } from "@/worker/alerts/sending.fixture.ts";

useDatabase();

const sending = useSending();
const { mailbox, sendAll, subjects } = sending;

test("an address gets nothing but the link until its owner confirms, and what they refuse is never asked again", async () => {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  await fails(endpointId);
  const { ref, token, recipient } = await aRecipient(tenant, { email: "Ada@Customer.example" });
  expect(recipient).toMatchObject({ state: "unconfirmed", email: "ada@customer.example" });
  await noticeAlertsUnscoped();
  await sendAll();
  expect(subjects()).toEqual(["Confirm alerts about the webhooks of Acme"]);
  expect(mailbox().mails[0]?.to).toEqual(["ada@customer.example"]);
  expect(mailbox().mails[0]?.text).toContain(`/alerts/${token}`);
  await expect(testRecipient(tenant.customer, ref)).rejects.toMatchObject({ code: "conflict" });

  await changeSubscription(token, "unsubscribe");
  await expect(askToConfirm(tenant.customer, ref)).rejects.toMatchObject({ code: "conflict" });
  await deleteRecipient(tenant.customer, ref);
  const again = await aRecipient(tenant);
  expect(again.recipient).toMatchObject({ id: recipient.id, state: "unsubscribed" });
  await noticeAlertsUnscoped();
  await sendAll();
  expect(mailbox().mails).toHaveLength(1);

  await changeSubscription(token, "resubscribe");
  await noticeAlertsUnscoped();
  await sendAll();
  expect(subjects()).toHaveLength(2);
});

test("an address is sent three links a day, whoever asks, and one in ten minutes", async () => {
  const email = `victim@${crypto.randomUUID()}.example`;
  const first = await aTenant();
  for (const tenant of [first, await aTenant(), await aTenant()]) await aRecipient(tenant, { email });
  await expect(aRecipient(await aTenant(), { email })).rejects.toMatchObject({ code: "rate_limited" });
  const row = await db().alertRecipient.findFirstOrThrow({ where: { applicationId: first.applicationId } });
  const ref = { applicationId: first.applicationId, recipientId: row.id };
  await expect(askToConfirm(first.customer, ref)).rejects.toMatchObject({ code: "rate_limited" });
  // Taking it back does not help.
  await deleteRecipient(first.customer, ref);
  await expect(aRecipient(first, { email })).rejects.toMatchObject({ code: "rate_limited" });
});

test("an address is not confirmed by a link of a week ago, or one that we never wrote", async () => {
  const tenant = await aTenant();
  const { token, recipientId } = await aRecipient(tenant);
  await pool().query("update alert_recipient set confirm_requested_at = now() - interval '8 days' where id = $1", [
    recipientId,
  ]);
  await changeSubscription(token, "confirm");
  expect(await findSubscription(token)).toMatchObject({ state: "expired" });
  for (const wrong of ["", "x", `${token}x`, token.slice(0, -1), `${token}.`, token.replace(".", "")]) {
    expect(await findSubscription(wrong), wrong).toBeNull();
    await expect(changeSubscription(wrong, "unsubscribe"), wrong).rejects.toMatchObject({ code: "not_found" });
  }
});

test("an address that the mail server does not know is given up at once, and what it cannot take now comes later", async () => {
  const tenant = await aTenant();
  const { ref } = await aConfirmed(sending, tenant);
  mailbox().refuseWith("550 no such user");
  await testRecipient(tenant.customer, ref);
  await sendAll();
  const list = async () => (await listAlerts(tenant.customer, { applicationId: tenant.applicationId, limit: 10 })).data;
  expect(await list()).toMatchObject([
    { purpose: "test", state: "failed", tries: 1, failure: { reason: "address_refused", status: 550 } },
    {},
  ]);

  mailbox().refuseWith("451 come back later");
  await testRecipient(tenant.customer, ref);
  await sendAll();
  expect(await list()).toMatchObject([{ state: "waiting", tries: 1, nextTryAt: expect.any(String) }, {}, {}]);
  mailbox().refuseWith(null);
  await pool().query("update alert_dispatch set next_at = now()");
  await sendAll();
  expect(await list()).toMatchObject([{ state: "sent", tries: 2, failure: null }, {}, {}]);
  expect(subjects()).toEqual(["Test alert about the webhooks of Acme"]);
});

test("unsubscribing takes back what waits", async () => {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  const { token } = await aConfirmed(sending, tenant);
  await fails(endpointId);
  await noticeAlertsUnscoped();
  await changeSubscription(token, "unsubscribe");
  await changeSubscription(token, "unsubscribe");
  await sendAll();
  expect(mailbox().mails).toEqual([]);
  const { rows } = await pool().query(
    "select action, change->'after' as after from audit_log where action like 'alert_recipient.un%' and application_id = $1",
    [tenant.applicationId],
  );
  expect(rows).toEqual([
    { action: "alert_recipient.unsubscribed", after: expect.objectContaining({ state: "unsubscribed" }) },
  ]);
});

test("five tests an hour and twenty recipients are the most", async () => {
  const tenant = await aTenant();
  const { ref } = await aConfirmed(sending, tenant);
  for (let n = 0; n < 5; n++) await testRecipient(tenant.customer, ref);
  await expect(testRecipient(tenant.customer, ref)).rejects.toMatchObject({ code: "rate_limited" });
  for (let n = 1; n < 20; n++) await aRecipient(tenant, { email: `n${n}@customer.example` });
  await expect(aRecipient(tenant, { email: "one@more.example" })).rejects.toMatchObject({ code: "limit_reached" });
  await expect(aRecipient(await aTenant(), { email: "x@customer.example" })).resolves.toBeDefined();
});
