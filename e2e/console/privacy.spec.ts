import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
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

test("an application’s values are redacted, its payloads are wiped, and typing its name purges it", async ({
  page,
  receiver,
}) => {
  const application = await service.svix.application.create({ name: "Purged Ltd", uid: "purged" });
  await service.svix.endpoint.create(application.id, { url: receiver.url });
  await open(page, `/console/applications/${application.id}/privacy`);
  await expect(page.getByText("Nothing is redacted.")).toBeVisible();
  await page.getByRole("button", { name: "Add a path" }).click();
  await page.getByLabel("Path 1", { exact: true }).fill("customer email");
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
