import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { testRecipient } from "@/lib/domain/alerts/change-recipient.ts";
import { claimDispatchesUnscoped, recordDispatchUnscoped } from "@/lib/domain/alerts/dispatch.ts";
import { listAlerts } from "@/lib/domain/alerts/list.ts";
import { noticeAlertsUnscoped } from "@/lib/domain/alerts/notice.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { publishBranding } from "@/lib/domain/branding/publish.ts";
import { turnOffUnscoped } from "@/lib/domain/endpoints/turn-off.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, anOperator, aTenant, uuidOf } from "@/lib/testing/tenants.ts";
import { aConfirmed, aRecipient, fails } from "@/worker/alerts/recipients.fixture.ts";
import { useSending } from "@/worker/alerts/sending.fixture.ts";

useDatabase();

const sending = useSending();
const { mailbox, sendAll, subjects } = sending;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** As if the last e-mail had gone some time ago. */
const passTime = (interval: string) =>
  pool().query("update alert_dispatch set created_at = created_at - $1::interval", [interval]);

describe("what is told", () => {
  test("failing for an hour, once a day and not sooner, to whoever asked for it", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "billing" });
    await aConfirmed(sending, tenant);
    await aConfirmed(sending, tenant, { email: "other@customer.example", alerts: ["certificate"] });
    await fails(endpointId, { hours: 0 });
    expect(await noticeAlertsUnscoped()).toBe(0);
    await fails(endpointId, { hours: 2 });
    expect(await noticeAlertsUnscoped()).toBe(1);
    expect(await noticeAlertsUnscoped()).toBe(0);
    expect(await noticeAlertsUnscoped(new Date(Date.now() + 23 * HOUR_MS))).toBe(0);
    await sendAll();
    expect(subjects()).toEqual([expect.stringMatching(/^billing has been failing since /)]);
    const [mail] = mailbox().mails;
    expect(mail?.text).toContain("The last 7 tries to reach 127.0.0.1:8999 failed.");
    expect(mail?.text).toContain("The last reason: Server error.");
    expect(mail?.headers.get("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);
    expect(await noticeAlertsUnscoped(new Date(Date.now() + 25 * HOUR_MS))).toBe(1);
  });

  test("failing by rate, when some deliveries arrive", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
    await aConfirmed(sending, tenant);
    await fails(endpointId, { hours: 0, failures: 1 });
    await pool().query(
      `insert into endpoint_rollup (endpoint_id, bucket, application_id, delivered, retrying, failed)
       select $1, date_bin('30 minutes', now(), 'epoch') - n * interval '30 minutes', $2, 5, 5, 0 from generate_series(1, 2) n`,
      [endpointId, tenant.applicationId],
    );
    expect(await noticeAlertsUnscoped()).toBe(1);
    await sendAll();
    expect(mailbox().mails[0]?.text).toContain("More than one delivery in ten");
  });

  test("an outage of many endpoints is one e-mail, and six an hour are the most", async () => {
    const tenant = await aTenant();
    await aConfirmed(sending, tenant);
    for (let n = 0; n < 60; n++) {
      const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: `n${n}` });
      await fails(endpointId);
    }
    expect(await noticeAlertsUnscoped()).toBe(60);
    await sendAll();
    expect(subjects()).toEqual(["60 alerts about the webhooks of Acme"]);
    expect(mailbox().mails[0]?.text).toContain("10 more alerts are shown");

    for (const name of ["late", "later"]) {
      const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name });
      expect(await turnOffUnscoped({ endpointId, version: 1, reason: "gone" })).toBe(true);
      await sendAll();
    }
    expect(mailbox().mails).toHaveLength(1);
    await passTime("10 minutes");
    await sendAll();
    expect(subjects()[1]).toBe("2 alerts about the webhooks of Acme");
  });

  test("a certificate at 30, 14, 7 and 1 days, and again when there is another", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { url: "https://hooks.example.com/x" });
    await aConfirmed(sending, tenant);
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
    expect(mailbox().mails[0]?.text).toContain("Less than a day is left for the certificate of hooks.example.com.");
  });

  test("a week with traffic on Monday at eight of the recipient's time, in their language", async () => {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId, { name: "orders" });
    await aConfirmed(sending, tenant, { alerts: ["weekly_summary"], timeZone: "America/New_York" });
    const silent = await aTenant();
    await aConfirmed(sending, silent, { alerts: ["weekly_summary"], timeZone: "America/New_York" });
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
    const [mail] = mailbox().mails;
    expect(mail?.text).toContain(
      "90 of 100 deliveries of Acme arrived from June 1, 2026 to June 7, 2026, at one endpoint.",
    );
    expect(mail?.text).toContain("orders: 10 of 100 deliveries did not arrive");
    expect(mail?.text).toContain("▂·····█");
  });
});

test("who dies while sending loses nothing: another worker sends it again, with the same id", async () => {
  const tenant = await aTenant();
  const { ref } = await aConfirmed(sending, tenant);
  const { id } = await testRecipient(tenant.customer, ref);
  const [claimed] = await claimDispatchesUnscoped({ withEmail: true });
  expect(claimed).toMatchObject({ tries: 1 });
  // Handed over, and killed before that was written down.
  await sendAll();
  expect(mailbox().mails).toEqual([]);
  await pool().query("update alert_dispatch set next_at = now() where state = 0");
  await sendAll();
  expect(mailbox().mails.map((mail) => mail.headers.get("message-id")?.[0])).toEqual([`<${id}@acme.example>`]);
  // The first comes back late: it neither gives up nor puts off what has been sent.
  if (claimed) await recordDispatchUnscoped(claimed, { ok: false, reason: "internal", status: null, isFinal: true });
  const { data } = await listAlerts(tenant.customer, { applicationId: tenant.applicationId, limit: 1 });
  expect(data).toMatchObject([{ state: "sent", tries: 2, failure: null }]);
});

test("e-mails come in the name of the portal's look and lead to the page that opens it", async () => {
  const tenant = await aTenant();
  const { ref } = await aConfirmed(sending, tenant);
  const look = { displayName: "Globex Webhooks", backUrl: "https://globex.example/hooks?a=1&b=2" };
  await publishBranding(tenant.ctx, { applicationId: tenant.applicationId, ...look });
  await testRecipient(tenant.customer, ref);
  await sendAll();
  const [mail] = mailbox().mails;
  expect(mail?.headers.get("from")).toEqual(["Globex Webhooks <alerts@acme.example>"]);
  expect(mail?.text).toContain(`Open your webhooks: ${look.backUrl}`);
  expect(mail?.html).toContain('href="https://globex.example/hooks?a=1&#38;b=2"');
});

test("a change that is rolled back tells nobody", async () => {
  const tenant = await aTenant();
  const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
  await aConfirmed(sending, tenant);
  // Changed since: it is left on.
  expect(await turnOffUnscoped({ endpointId, version: 99, reason: "gone" })).toBe(false);
  await sendAll();
  expect(mailbox().mails).toEqual([]);
  expect(await turnOffUnscoped({ endpointId, version: 1, reason: "gone" })).toBe(true);
  await sendAll();
  expect(subjects()).toEqual([expect.stringMatching(/^127\.0\.0\.1:8999 was turned off on /)]);
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
  const [confirm] = mailbox().mails;
  // To somebody who never asked to hear of us nothing in a name may become a link.
  expect(confirm?.text.replace(/http:\/\/\S+\/alerts\/\S+/, "")).not.toMatch(/:\/\/|victim@example/);
  await aConfirmed(sending, tenant, { email: "b@customer.example" });
  await fails(endpointId);
  await noticeAlertsUnscoped();
  await sendAll();
  for (const mail of [confirm, ...mailbox().mails]) {
    expect(mail?.to).toHaveLength(1);
    expect(mail?.headers.get("bcc")).toBeUndefined();
    expect(mail?.html).not.toMatch(/<(img|script)/);
    expect(mail?.html.match(/<\/title>/g)).toHaveLength(1);
    expect(`${mail?.text}${mail?.html}${mail?.headers.get("subject")}`).not.toContain("\u202E");
  }
  expect(mailbox().mails[0]?.html).toContain("&#60;script&#62;");
});
