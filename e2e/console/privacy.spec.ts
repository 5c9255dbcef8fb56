import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { STAFF } from "@/e2e/environment.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);
test.use({ allowConsoleErrors: [/422 \(Unprocessable/, /409 \(Conflict\)/] });

let service: Installation;
test.beforeAll(async () => {
  service = await startInstallation("e2e-privacy", {
    settings: { RETRY_SCHEDULE_SECONDS: "", POSTHORN_REQUEST_LOG_RETENTION_DAYS: "3" },
  });
});
test.afterAll(() => service?.stop());

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${service.url}${path}`);
  await page.getByLabel(/e-?mail/i).fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

test("an admin changes retries and retention, the worker follows, and of two editors the second is told", async ({
  page,
  receiver,
}) => {
  await open(page, "/console/settings/retries");
  await expect(page.getByText(/^8\stries over 27\sh 35\smin\.$/)).toBeVisible();
  const waits = page.getByLabel("Waits");
  await waits.fill("1s 2x");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("“2x” is no wait. Write it as 30s, 5m, 2h or 1d.")).toBeVisible();
  await waits.fill("1s 1s");
  await expect(page.getByText(/^3\stries over 2\ss\.$/)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("RETRY_SCHEDULE_SECONDS, changed here")).toBeVisible();

  // The running worker gives up after the third try.
  receiver.answerWith({ status: 500 });
  const application = await service.svix.application.create({ name: "Retries" });
  await service.svix.endpoint.create(application.id, { url: receiver.url });
  await service.svix.message.create(application.id, { eventType: "job.created", payload: { n: 1 } });
  await expect.poll(() => receiver.requests.length, { timeout: 30_000 }).toBe(3);

  const other = await page.context().newPage();
  await other.goto(`${service.url}/console/settings/retention`);
  await page.getByLabel("Turned off after").fill("20");
  await expect(other.getByLabel("Request log")).toHaveAttribute("readonly");
  await expect(other.getByText("POSTHORN_REQUEST_LOG_RETENTION_DAYS, set by the environment")).toBeVisible();
  for (const name of ["Deliveries, tries", "Payloads", "Audit log"]) await other.getByLabel(name).fill("0");
  await other.getByRole("button", { name: "Save changes" }).click();
  await expect(other.getByLabel("Deliveries, tries")).toBeFocused();
  const mistakes = other.getByRole("form", { name: "Retention" }).getByRole("region", { name: /need a change/ });
  await expect(mistakes.getByRole("link")).toHaveText(["Deliveries, tries", "Payloads", "Audit log"]);
  await expectAccessible(other);
  await mistakes.getByRole("link", { name: "Audit log" }).press("Enter");
  await expect(other.getByLabel("Audit log")).toBeFocused();
  await other.getByLabel("Audit log").fill("");
  await expect(mistakes.getByRole("link")).toHaveText(["Deliveries, tries", "Payloads"]);
  await other.getByRole("button", { name: "Discard" }).click();
  await expect(mistakes).toBeHidden();
  await other.getByLabel("Payloads").fill("31");
  await other.getByRole("button", { name: "Save changes" }).click();
  await expect(other.getByText("must not be more than messages are kept: 30 days")).toBeVisible();
  await other.getByLabel("Payloads").fill("7");
  await other.getByRole("button", { name: "Save changes" }).click();
  await expect(other.getByText(/their payloads for 7\sdays/)).toBeVisible();
  await expectAccessible(other);
  await other.close();

  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Somebody else was faster.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Load their settings" }).click();
  await expect(page.getByText("Somebody else was faster.")).toBeHidden();
  await expect(page.getByLabel("Turned off after")).toHaveValue("20");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("ENDPOINT_OFF_AFTER_HOURS, changed here")).toBeVisible();
});

test("what is past its retention says so to customers and staff: for how long it was kept, and since when it is gone", async ({
  page,
  receiver,
}) => {
  const application = await service.svix.application.create({ name: "Old messages" });
  const endpoint = await service.svix.endpoint.create(application.id, { url: receiver.url });
  const payload = { email: "jane@customer.example" };
  const message = await service.svix.message.create(application.id, { eventType: "job.created", payload });
  const made = await untilDelivery({ application, message, endpoint }, "delivered", { client: service.client });
  const { version } = await service.client("GET /settings", {});
  await service.client("PATCH /settings", { body: { version, payloadDays: 7, responseDays: 5 } });

  // Eight days pass: what was just made is moved back by them.
  const { rows } = await service.sql.query<{ id: string }>(
    "select d.application_id as id from delivery d join application a on a.id = d.application_id where a.name = 'Old messages'",
  );
  const then = new Date(Date.now() - 8 * 86_400_000);
  await service.sql.query("select create_partitions($1::date, $1::date)", [then.toISOString().slice(0, 10)]);
  const moved = (column: string) =>
    `(substr(uuid_v7_floor($2::timestamptz)::text, 1, 14) || substr(${column}::text, 15))::uuid`;
  for (const sql of [
    `update message set id = ${moved("id")}, created_at = $2::timestamptz where application_id = $1`,
    `update attempt set id = ${moved("id")}, delivery_id = ${moved("delivery_id")}, message_id = ${moved("message_id")}, started_at = $2::timestamptz where application_id = $1`,
    `update delivery set id = ${moved("id")}, message_id = ${moved("message_id")}, finished_at = $2::timestamptz where application_id = $1`,
  ]) {
    await service.sql.query(sql, [rows[0]?.id, then]);
  }
  await service.sql.query("select graphile_worker.add_job('maintain')");
  const list = {
    params: { app_id: application.id },
    query: { q: "", from: new Date(then.getTime() - 3_600_000).toISOString() },
  };
  const old = await until(
    "the day to lose its content",
    async () => {
      const [one] = (await service.client("GET /app/{app_id}/delivery", list)).data;
      if (!one || one.id === made.id) return notYet(one ?? "no delivery");
      const params = { app_id: application.id, delivery_id: one.id };
      const delivery = await service.client("GET /app/{app_id}/delivery/{delivery_id}", { params });
      return delivery.payload.gone ? delivery : notYet(delivery.payload);
    },
    60_000,
  );
  expect(old.payload.gone).toMatchObject({ why: "retention", days: 7 });
  await expect(service.svix.messageAttempt.resend(application.id, old.messageId, endpoint.id)).rejects.toMatchObject({
    code: 400,
    body: { code: "missing_payload" },
  });

  const { url } = await service.svix.authentication.appPortalAccess(application.id, {});
  await page.goto(url);
  await page.waitForURL(new RegExp(`/portal/${application.id}`));
  await page.goto(`${service.url}/portal/${application.id}/deliveries/${old.id}?tab=response`);
  const main = page.getByRole("main");
  await expect(main).toContainText(
    /Payloads are kept for 7 days\. This one was removed \d+\s\w+, \d\d:\d\d\. It cannot be replayed\./,
  );
  await expect(main).toContainText(/Headers and bodies of replies are kept for 5 days\. These were removed/);
  await expect(main).not.toContainText("EXPUNGED");
  await expectAccessible(page);

  await open(page, `/console/applications/${application.id}/messages/${old.messageId}`);
  await expect(page.getByRole("main")).toContainText(/Payloads are kept for 7 days\. This one was removed/);
  await page.goto(`${service.url}/console/deliveries?range=30d&sel=${old.id}&tab=response`);
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText(/Payloads are kept for 7 days\. This one was removed/);
  await expect(sheet).toContainText(/Headers and bodies of replies are kept for 5 days/);
});

test("an application’s values are redacted, its payloads are wiped, and typing its name purges it", async ({
  page,
  receiver,
}) => {
  const application = await service.svix.application.create({ name: "Purged Ltd", uid: "purged" });
  await service.svix.endpoint.create(application.id, { url: receiver.url });
  await open(page, `/console/applications/${application.id}/privacy`);
  await expect(page.getByText("Nothing is redacted.")).toBeVisible();
  const path = page.getByLabel("Path 1", { exact: true });
  await page.getByRole("button", { name: "Add a path" }).press("Enter");
  await expect(path).toBeFocused();
  await page.getByRole("button", { name: "Remove path 1" }).press("Enter");
  await expect(page.getByRole("button", { name: "Add a path" })).toBeFocused();
  await page.getByRole("button", { name: "Add a path" }).press("Enter");
  await path.fill("customer email");
  await page.getByRole("button", { name: "Save paths" }).click();
  await expect(page.getByText("The path must be a path such as $.customer.email")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Path 1", { exact: true }).fill("$.email");
  await page.getByRole("button", { name: "Save paths" }).click();
  await expect(page.getByText("Saved. It holds within seconds.")).toBeVisible();

  const payload = { email: "jane@customer.example", plan: "gold" };
  const { id } = await service.svix.message.create(application.id, { eventType: "job.created", payload });
  await expect.poll(() => receiver.requests.length).toBe(1);
  expect(receiver.requests[0]?.rawBody.toString()).toContain("jane@customer.example");
  const seen = async () => (await service.svix.message.get(application.id, id, { withContent: true })).payload;
  expect(await seen()).toEqual({ email: "[redacted]", plan: "gold" });

  const exports = page.getByRole("region", { name: "Export" });
  await expect(exports.getByText("None of the last days.")).toBeVisible();
  await exports.getByLabel("As they were sent (recorded)").check();
  await exports.getByRole("button", { name: "Start the export" }).click();
  await expect(exports.getByText("Say why, in three letters or more.")).toBeVisible();
  await exports.getByLabel("Reason").fill("Their request of May.");
  await exports.getByRole("button", { name: "Start the export" }).click();
  await expect(exports.getByText(/lines\. Kept for/)).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await exports.getByRole("link", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^application-.*\.ndjson$/);
  const [first = "", ...lines] = (await readFile(await download.path(), "utf8")).split("\n");
  expect(JSON.parse(first)).toMatchObject({ kind: "application", data: { id: application.id, uid: "purged" } });
  expect(lines.join()).toContain('"payload":{"email":"[redacted]","plan":"gold"}');
  expect(lines.join()).not.toContain("jane@customer.example");

  await page.getByRole("switch", { name: "Wipe payloads that have arrived" }).click();
  await expect(page.getByRole("switch")).toBeChecked();
  await expect.poll(seen, { timeout: 90_000 }).toEqual({ expired: true });

  await page.getByRole("button", { name: "Purge application…" }).click();
  const dialog = page.getByRole("dialog", { name: "Purge Purged Ltd?" });
  await dialog.getByRole("button", { name: "Purge for good" }).click();
  await expect(dialog.getByText("This is not the name of the application.")).toBeVisible();
  // The same mistake once more leads to the field again.
  await dialog.getByRole("button", { name: "Purge for good" }).press("Enter");
  await expect(dialog.getByLabel("Type Purged Ltd to confirm")).toBeFocused();
  await dialog.getByLabel("Type Purged Ltd to confirm").fill("Purged Ltd");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Purge for good" }).click();
  await expect(page).toHaveURL(/\/console\/system/);
  // It begins after 45 seconds; a test need not wait for them.
  await service.sql.query("update background_task set next_at = now() where kind = 'application.purge_content'");
  await service.sql.query("update graphile_worker._private_jobs set run_at = now()");
  await expect
    .poll(
      async () => (await service.sql.query("select 1 from application where name = 'Purged application'")).rowCount,
      { timeout: 60_000 },
    )
    .toBe(0);
  expect((await service.sql.query("select 1 from message where payload like '%jane@customer%'")).rowCount).toBe(0);
});
