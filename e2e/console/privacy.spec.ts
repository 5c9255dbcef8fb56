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
  await expect(page.getByLabel("Turned off after")).toHaveValue("20");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("ENDPOINT_OFF_AFTER_HOURS, changed here")).toBeVisible();
});
