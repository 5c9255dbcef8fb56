import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { getRecipientSecret, patchRecipient, testRecipient } from "@/lib/domain/alerts/change-recipient.ts";
import { listAlerts } from "@/lib/domain/alerts/list.ts";
import { noticeAlertsUnscoped } from "@/lib/domain/alerts/notice.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";
import { aConfirmed, aRecipient, fails } from "@/worker/alerts/recipients.fixture.ts";
import { useSending } from "@/worker/alerts/sending.fixture.ts";

useDatabase();

const sending = useSending();
const { aReceiver, sendAll } = sending;

test("a webhook and Slack get what there is, signed as our webhooks are, and the same id at each try", async () => {
  const receiver = await aReceiver([503, 204, 200]);
  const tenant = await aTenant();
  const { endpointId, endpoint } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "a <b> & *c*" });
  const { ref } = await aConfirmed(sending, tenant, {
    kind: "webhook",
    email: undefined,
    url: `${receiver.url}/own?k=1`,
  });
  const { key } = await getRecipientSecret(tenant.customer, ref);
  await fails(endpointId);
  await noticeAlertsUnscoped();
  await sendAll();
  await pool().query("update alert_dispatch set next_at = now() where state = 0");
  await sendAll();
  const [first, second] = receiver.requests;
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  for (const request of [first, second]) {
    const payload = new Webhook(key).verify(request?.body ?? "", request?.headers ?? {});
    expect(payload).toMatchObject({
      type: "alert.raised",
      data: {
        appId: tenant.application.id,
        alerts: [{ kind: "failing", endpointId: endpoint.id, failures: 7 }],
        moreCount: 0,
      },
    });
  }

  await aConfirmed(sending, tenant, { kind: "slack", email: undefined, url: `${receiver.url}/slack` });
  await noticeAlertsUnscoped(new Date(Date.now() + 1000));
  await sendAll();
  const text: string = JSON.parse(receiver.requests.at(-1)?.body ?? "{}").text;
  expect(text).toContain("*a &lt;b&gt; &amp; ∗c∗ has been failing since");
});

test("a webhook and Slack lead nowhere that deliveries may not go, whether typed or found when it is dialled", async () => {
  const tenant = await aTenant();
  for (const url of [
    "http://169.254.169.254/latest",
    "http://10.0.0.1/",
    "https://localhost.localdomain.internal/",
    "ftp://example.com",
    "https://u:p@example.com/",
  ]) {
    await expect(aRecipient(tenant, { kind: "slack", email: undefined, url }), url).rejects.toMatchObject({
      code: "validation",
    });
  }
  const receiver = await aReceiver([]);
  const { ref } = await aConfirmed(sending, tenant, { kind: "slack", email: undefined, url: receiver.url });
  await testRecipient(tenant.customer, ref);
  await sendAll({ allow: "" });
  expect(receiver.requests).toEqual([]);
  const { data } = await listAlerts(tenant.customer, { applicationId: tenant.applicationId, limit: 1 });
  expect(data).toMatchObject([{ state: "failed", tries: 1, failure: { reason: "blocked_address", status: null } }]);
});

test("a redirect of theirs is not followed, and no URL is told", async () => {
  const receiver = await aReceiver([302]);
  const tenant = await aTenant();
  const { ref, recipient } = await aConfirmed(sending, tenant, {
    kind: "slack",
    email: undefined,
    url: `${receiver.url}/T0/secret`,
  });
  expect(JSON.stringify(recipient)).not.toContain("secret");
  await patchRecipient(tenant.customer, { ...ref, patch: { locale: "de" } });
  await testRecipient(tenant.customer, ref);
  await sendAll();
  expect(receiver.requests).toHaveLength(1);
  const { rows } = await pool().query("select change::text from audit_log where application_id = $1", [
    tenant.applicationId,
  ]);
  expect(JSON.stringify(rows)).not.toContain("/T0/secret");
});
