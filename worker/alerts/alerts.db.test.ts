import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Mailbox, startMailbox } from "@/e2e/mailbox.ts";
import type { AlertRecipientIn } from "@/lib/contract/alert.ts";
import { db, pool } from "@/lib/db.ts";
import {
  askToConfirm,
  deleteRecipient,
  getRecipientSecret,
  patchRecipient,
  testRecipient,
} from "@/lib/domain/alerts/change-recipient.ts";
import { createRecipient } from "@/lib/domain/alerts/create-recipient.ts";
import { claimDispatchesUnscoped, recordDispatchUnscoped } from "@/lib/domain/alerts/dispatch.ts";
import { linkToken } from "@/lib/domain/alerts/link.ts";
import { listAlerts } from "@/lib/domain/alerts/list.ts";
import { noticeAlertsUnscoped } from "@/lib/domain/alerts/notice.ts";
import { changeSubscription, findSubscription } from "@/lib/domain/alerts/subscription.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { publishBranding } from "@/lib/domain/branding/publish.ts";
import { turnOffUnscoped } from "@/lib/domain/endpoints/turn-off.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, anOperator, aTenant, uuidOf } from "@/lib/testing/tenants.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { startReceiver } from "@/worker/alerts/post-receiver.fixture.ts";
import { sendAlerts } from "@/worker/alerts/start.ts";
import { createMailer } from "@/worker/send/mail.ts";
import { createSender } from "@/worker/send/send.ts";

useDatabase();

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FROM = { name: "Acme", address: "alerts@acme.example" };
const ALL: AlertRecipientIn["alerts"] = ["failing", "turning_off", "turned_off", "certificate", "weekly_summary"];

let mailbox: Mailbox;
const cleanups: (() => Promise<unknown>)[] = [];
beforeEach(async () => {
  mailbox = await startMailbox();
  cleanups.push(mailbox.close);
  // Each test has its own customers; what others left is not theirs to send.
  await pool().query("delete from alert_recipient");
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** The worker's way out, for as long as there is something to send. */
async function sendAll({ allow = "127.0.0.0/8" } = {}): Promise<void> {
  const sender = createSender({ allow: parseCidrs(allow) });
  const mailer = createMailer({ url: mailbox.url, from: FROM });
  while ((await sendAlerts({ sender, mailer })).isMore);
  await sender.close();
}

type Tenant = Awaited<ReturnType<typeof aTenant>>;

async function aRecipient({ customer, applicationId }: Tenant, input: Partial<AlertRecipientIn> = {}) {
  const base = {
    kind: "email" as const,
    email: "ada@customer.example",
    alerts: ALL,
    locale: "en" as const,
    timeZone: "UTC",
  };
  const recipient = await createRecipient(customer, { applicationId, recipient: { ...base, ...input } });
  const recipientId = uuidOf("alertRecipient", recipient.id);
  return { recipient, recipientId, ref: { applicationId, recipientId }, token: linkToken(recipientId) };
}

/** One whose address was confirmed; what that took is out of the box again. */
async function aConfirmed(tenant: Tenant, input: Partial<AlertRecipientIn> = {}) {
  const made = await aRecipient(tenant, input);
  if (!input.kind || input.kind === "email") await changeSubscription(made.token, "confirm");
  await sendAll();
  mailbox.mails.length = 0;
  return made;
}

/** Fails since then, as the log of tries has it. */
async function fails(endpointId: string, { hours = 2, failures = 7 } = {}): Promise<void> {
  await pool().query(
    `insert into endpoint_health (endpoint_id, consecutive_failures, failing_since, last_failure_at, last_cause)
     values ($1, $2, now() - make_interval(hours => $3), now(), 17)
     on conflict (endpoint_id) do update set consecutive_failures = $2, failing_since = excluded.failing_since, last_failure_at = now(), last_cause = 17`,
    [endpointId, failures, hours],
  );
}

const subjects = () => mailbox.mails.map((mail) => mail.headers.get("subject")?.[0]);
/** As if the last e-mail had gone some time ago. */
const passTime = (interval: string) =>
  pool().query("update alert_dispatch set created_at = created_at - $1::interval", [interval]);

describe("an address", () => {
  test("gets nothing but the link until its owner confirms, and what they refuse is never asked again", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
    await fails(endpointId);
    const { ref, token, recipient } = await aRecipient(tenant, { email: "Ada@Customer.example" });
    expect(recipient).toMatchObject({ state: "unconfirmed", email: "ada@customer.example" });
    await noticeAlertsUnscoped();
    await sendAll();
    expect(subjects()).toEqual(["Confirm alerts about the webhooks of Acme"]);
    expect(mailbox.mails[0]?.to).toEqual(["ada@customer.example"]);
    expect(mailbox.mails[0]?.text).toContain(`/alerts/${token}`);
    await expect(testRecipient(tenant.customer, ref)).rejects.toMatchObject({ code: "conflict" });

    await changeSubscription(token, "unsubscribe");
    await expect(askToConfirm(tenant.customer, ref)).rejects.toMatchObject({ code: "conflict" });
    await deleteRecipient(tenant.customer, ref);
    const again = await aRecipient(tenant);
    expect(again.recipient).toMatchObject({ id: recipient.id, state: "unsubscribed" });
    await noticeAlertsUnscoped();
    await sendAll();
    expect(mailbox.mails).toHaveLength(1);

    await changeSubscription(token, "resubscribe");
    await noticeAlertsUnscoped();
    await sendAll();
    expect(subjects()).toHaveLength(2);
  });

  test("is sent three links a day, whoever asks, and one in ten minutes", async () => {
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

  test("is not confirmed by a link of a week ago, or one that we never wrote", async () => {
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

  test("that the mail server does not know is given up at once, and what it cannot take now comes later", async () => {
    const tenant = await aTenant();
    const { ref } = await aConfirmed(tenant);
    mailbox.refuseWith("550 no such user");
    await testRecipient(tenant.customer, ref);
    await sendAll();
    const list = async () =>
      (await listAlerts(tenant.customer, { applicationId: tenant.applicationId, limit: 10 })).data;
    expect(await list()).toMatchObject([
      { purpose: "test", state: "failed", tries: 1, failure: { reason: "address_refused", status: 550 } },
      {},
    ]);

    mailbox.refuseWith("451 come back later");
    await testRecipient(tenant.customer, ref);
    await sendAll();
    expect(await list()).toMatchObject([{ state: "waiting", tries: 1, nextTryAt: expect.any(String) }, {}, {}]);
    mailbox.refuseWith(null);
    await pool().query("update alert_dispatch set next_at = now()");
    await sendAll();
    expect(await list()).toMatchObject([{ state: "sent", tries: 2, failure: null }, {}, {}]);
    expect(subjects()).toEqual(["Test alert about the webhooks of Acme"]);
  });
});

describe("what is told", () => {
  test("failing for an hour, once a day and not sooner, to whoever asked for it", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "billing" });
    await aConfirmed(tenant);
    await aConfirmed(tenant, { email: "other@customer.example", alerts: ["certificate"] });
    await fails(endpointId, { hours: 0 });
    expect(await noticeAlertsUnscoped()).toBe(0);
    await fails(endpointId, { hours: 2 });
    expect(await noticeAlertsUnscoped()).toBe(1);
    expect(await noticeAlertsUnscoped()).toBe(0);
    expect(await noticeAlertsUnscoped(new Date(Date.now() + 23 * HOUR_MS))).toBe(0);
    await sendAll();
    expect(subjects()).toEqual([expect.stringMatching(/^billing has been failing since /)]);
    const [mail] = mailbox.mails;
    expect(mail?.text).toContain("The last 7 tries to reach 127.0.0.1:8999 failed.");
    expect(mail?.text).toContain("The last reason: Server error.");
    expect(mail?.headers.get("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
    expect(await noticeAlertsUnscoped(new Date(Date.now() + 25 * HOUR_MS))).toBe(1);
  });

  test("failing by rate, when some deliveries arrive", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
    await aConfirmed(tenant);
    await fails(endpointId, { hours: 0, failures: 1 });
    await pool().query(
      `insert into endpoint_rollup (endpoint_id, bucket, application_id, delivered, retrying, failed)
       select $1, date_bin('30 minutes', now(), 'epoch') - n * interval '30 minutes', $2, 5, 5, 0 from generate_series(1, 2) n`,
      [endpointId, tenant.applicationId],
    );
    expect(await noticeAlertsUnscoped()).toBe(1);
    await sendAll();
    expect(mailbox.mails[0]?.text).toContain("More than one delivery in ten");
  });

  test("an outage of many endpoints is one e-mail, and six an hour are the most", async () => {
    const tenant = await aTenant();
    await aConfirmed(tenant);
    for (let n = 0; n < 60; n++) {
      const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: `n${n}` });
      await fails(endpointId);
    }
    expect(await noticeAlertsUnscoped()).toBe(60);
    await sendAll();
    expect(subjects()).toEqual(["60 alerts about the webhooks of Acme"]);
    expect(mailbox.mails[0]?.text).toContain("10 more alerts are shown");

    for (const name of ["late", "later"]) {
      const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name });
      expect(await turnOffUnscoped({ endpointId, version: 1, reason: "gone" })).toBe(true);
      await sendAll();
    }
    expect(mailbox.mails).toHaveLength(1);
    await passTime("10 minutes");
    await sendAll();
    expect(subjects()[1]).toBe("2 alerts about the webhooks of Acme");
  });

  test("a certificate at 30, 14, 7 and 1 days, and again when there is another", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { url: "https://hooks.example.com/x" });
    await aConfirmed(tenant);
    const now = Date.now();
    const ends = async (days: number) => {
      await fails(endpointId, { hours: 0, failures: 0 });
      await pool().query("update endpoint_health set certificate_not_after = $2 where endpoint_id = $1", [
        endpointId,
        new Date(now + days * DAY_MS),
      ]);
    };
    await ends(31);
    expect(await noticeAlertsUnscoped()).toBe(0);
    const told = [];
    for (const passed of [0, 2, 3, 18, 20, 25, 26, 30.2, 30.5])
      told.push(await noticeAlertsUnscoped(new Date(now + passed * DAY_MS)));
    // Steps at 1, 17, 24 and 30 days from now; what we saw is too old after 30 days.
    expect(told).toEqual([0, 1, 0, 1, 0, 1, 0, 0, 0]);
    await ends(0.5);
    expect(await noticeAlertsUnscoped()).toBe(1);
    expect(await noticeAlertsUnscoped()).toBe(0);
    await sendAll();
    expect(mailbox.mails[0]?.text).toContain("Less than a day is left for the certificate of hooks.example.com.");
  });

  test("a week with traffic on Monday at eight of the recipient's time, in their language", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "orders" });
    await aConfirmed(tenant, { alerts: ["weekly_summary"], timeZone: "America/New_York" });
    const silent = await aTenant();
    await aConfirmed(silent, { alerts: ["weekly_summary"], timeZone: "America/New_York" });
    // New York is four hours behind: this Monday begins at 04:00 UTC.
    await pool().query(
      `insert into endpoint_rollup (endpoint_id, bucket, application_id, delivered, retrying, failed) values
         ($1, '2026-06-01T03:30:00Z', $2, 1000, 0, 0), ($1, '2026-06-01T04:00:00Z', $2, 10, 0, 2),
         ($1, '2026-06-07T12:00:00Z', $2, 80, 1, 7), ($1, '2026-06-08T04:00:00Z', $2, 1000, 0, 0)`,
      [endpointId, tenant.applicationId],
    );
    expect(await noticeAlertsUnscoped(new Date("2026-06-08T11:59:00Z"))).toBe(0);
    expect(await noticeAlertsUnscoped(new Date("2026-06-08T12:00:00Z"))).toBe(1);
    expect(await noticeAlertsUnscoped(new Date("2026-06-08T20:00:00Z"))).toBe(0);
    expect(await noticeAlertsUnscoped(new Date("2026-06-09T12:00:00Z"))).toBe(0);
    await sendAll();
    expect(subjects()).toEqual(["Acme: 90% of last week’s deliveries arrived"]);
    const [mail] = mailbox.mails;
    expect(mail?.text).toContain(
      "90 of 100 deliveries of Acme arrived from June 1, 2026 to June 7, 2026, at one endpoint.",
    );
    expect(mail?.text).toContain("orders: 10 of 100 deliveries did not arrive");
    expect(mail?.text).toContain("▂·····█");
  });
});

test("who dies while sending loses nothing: another worker sends it again, with the same id", async () => {
  const tenant = await aTenant();
  const { ref } = await aConfirmed(tenant);
  const { id } = await testRecipient(tenant.customer, ref);
  const [claimed] = await claimDispatchesUnscoped({ withEmail: true });
  expect(claimed).toMatchObject({ tries: 1 });
  // Handed over, and killed before that was written down.
  await sendAll();
  expect(mailbox.mails).toEqual([]);
  await pool().query("update alert_dispatch set next_at = now() where state = 0");
  await sendAll();
  expect(mailbox.mails.map((mail) => mail.headers.get("message-id")?.[0])).toEqual([`<${id}@acme.example>`]);
  // The first comes back late: it neither gives up nor puts off what has been sent.
  if (claimed) await recordDispatchUnscoped(claimed, { ok: false, reason: "internal", status: null, isFinal: true });
  const { data } = await listAlerts(tenant.customer, { applicationId: tenant.applicationId, limit: 1 });
  expect(data).toMatchObject([{ state: "sent", tries: 2, failure: null }]);
});

test("e-mails come in the name of the portal's look and lead to the page that opens it", async () => {
  const tenant = await aTenant();
  const { ref } = await aConfirmed(tenant);
  const look = { displayName: "Globex Webhooks", backUrl: "https://globex.example/hooks?a=1&b=2" };
  await publishBranding(tenant.ctx, { applicationId: tenant.applicationId, ...look });
  await testRecipient(tenant.customer, ref);
  await sendAll();
  const [mail] = mailbox.mails;
  expect(mail?.headers.get("from")).toEqual(["Globex Webhooks <alerts@acme.example>"]);
  expect(mail?.text).toContain(`Open your webhooks: ${look.backUrl}`);
  expect(mail?.html).toContain('href="https://globex.example/hooks?a=1&#38;b=2"');
});

test("a change that is rolled back tells nobody", async () => {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  await aConfirmed(tenant);
  // Changed since: it is left on.
  expect(await turnOffUnscoped({ endpointId, version: 99, reason: "gone" })).toBe(false);
  await sendAll();
  expect(mailbox.mails).toEqual([]);
  expect(await turnOffUnscoped({ endpointId, version: 1, reason: "gone" })).toBe(true);
  await sendAll();
  expect(subjects()).toEqual([expect.stringMatching(/^127\.0\.0\.1:8999 was turned off on /)]);
});

test("unsubscribing takes back what waits", async () => {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  const { token } = await aConfirmed(tenant);
  await fails(endpointId);
  await noticeAlertsUnscoped();
  await changeSubscription(token, "unsubscribe");
  await changeSubscription(token, "unsubscribe");
  await sendAll();
  expect(mailbox.mails).toEqual([]);
  const { rows } = await pool().query(
    "select action, change->'after' as after from audit_log where action like 'alert_recipient.un%' and application_id = $1",
    [tenant.applicationId],
  );
  expect(rows).toEqual([
    { action: "alert_recipient.unsubscribed", after: expect.objectContaining({ state: "unsubscribed" }) },
  ]);
});

test("names that customers choose end no header and are no markup", async () => {
  const name = 'Acme\r\nBcc: victim@example.com\r\n\r\n<img src=x onerror=alert(1)> "</title>" \u202Etxt.exe';
  const operator = anOperator();
  const made = await createApplication(operator, { application: { name, metadata: {} }, whenTaken: "refuse" });
  const applicationId = uuidOf("application", made.application.id);
  const tenant = { ...(await aTenant()), ctx: operator, customer: operator, applicationId };
  const { endpointId } = await anEndpoint(operator, applicationId, {
    name: "a\nBcc: victim@example.com <script>alert(1)</script>",
  });
  await aRecipient(tenant);
  await sendAll();
  const [confirm] = mailbox.mails;
  // To somebody who never asked to hear of us nothing in a name may become a link.
  expect(confirm?.text.replace(/http:\/\/\S+\/alerts\/\S+/, "")).not.toMatch(/:\/\/|victim@example/);
  await aConfirmed(tenant, { email: "b@customer.example" });
  await fails(endpointId);
  await noticeAlertsUnscoped();
  await sendAll();
  for (const mail of [confirm, ...mailbox.mails]) {
    expect(mail?.to).toHaveLength(1);
    expect(mail?.headers.get("bcc")).toBeUndefined();
    expect(mail?.html).not.toMatch(/<(img|script)/);
    expect(mail?.html.match(/<\/title>/g)).toHaveLength(1);
    expect(`${mail?.text}${mail?.html}${mail?.headers.get("subject")}`).not.toContain("\u202E");
  }
  expect(mailbox.mails[0]?.html).toContain("&#60;script&#62;");
});

describe("a webhook and Slack", () => {
  test("get what there is, signed as our webhooks are, and the same id at each try", async () => {
    const receiver = await startReceiver([503, 204, 200]);
    cleanups.push(receiver.close);
    const tenant = await aTenant();
    const { endpointId, endpoint } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "a <b> & *c*" });
    const { ref } = await aConfirmed(tenant, { kind: "webhook", email: undefined, url: `${receiver.url}/own?k=1` });
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

    await aConfirmed(tenant, { kind: "slack", email: undefined, url: `${receiver.url}/slack` });
    await noticeAlertsUnscoped(new Date(Date.now() + 1000));
    await sendAll();
    const text: string = JSON.parse(receiver.requests.at(-1)?.body ?? "{}").text;
    expect(text).toContain("*a &lt;b&gt; &amp; ∗c∗ has been failing since");
  });

  test("lead nowhere that deliveries may not go, whether typed or found when it is dialled", async () => {
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
    const receiver = await startReceiver([]);
    cleanups.push(receiver.close);
    const { ref } = await aConfirmed(tenant, { kind: "slack", email: undefined, url: receiver.url });
    await testRecipient(tenant.customer, ref);
    await sendAll({ allow: "" });
    expect(receiver.requests).toEqual([]);
    const { data } = await listAlerts(tenant.customer, { applicationId: tenant.applicationId, limit: 1 });
    expect(data).toMatchObject([{ state: "failed", tries: 1, failure: { reason: "blocked_address", status: null } }]);
  });

  test("a redirect is not followed, and no URL is told", async () => {
    const receiver = await startReceiver([302]);
    cleanups.push(receiver.close);
    const tenant = await aTenant();
    const { ref, recipient } = await aConfirmed(tenant, {
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
});

test("five tests an hour and twenty recipients are the most", async () => {
  const tenant = await aTenant();
  const { ref } = await aConfirmed(tenant);
  for (let n = 0; n < 5; n++) await testRecipient(tenant.customer, ref);
  await expect(testRecipient(tenant.customer, ref)).rejects.toMatchObject({ code: "rate_limited" });
  for (let n = 1; n < 20; n++) await aRecipient(tenant, { email: `n${n}@customer.example` });
  await expect(aRecipient(tenant, { email: "one@more.example" })).rejects.toMatchObject({ code: "limit_reached" });
  await expect(aRecipient(await aTenant(), { email: "x@customer.example" })).resolves.toBeDefined();
});
