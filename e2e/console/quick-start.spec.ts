import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { STAFF } from "@/e2e/environment.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

const shell = promisify(execFile);
const MOST_TABS = 200;
const MOST_PRESSES = 6;

/** Runs what was copied, as a person does who pastes it into a terminal. */
async function paste(page: Page): Promise<string> {
  const command = await page.evaluate(() => navigator.clipboard.readText());
  const { stdout } = await shell("sh", ["-c", command.replace(/^curl /, "curl -s ")], { timeout: 20_000 });
  return stdout;
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/console`);
  await page.getByLabel(/e-?mail/i).fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your first delivery" })).toBeVisible();
}

const stepOf = (page: Page, title: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: new RegExp(`^${title}`) }) });

test.describe("a fresh install", () => {
  test.setTimeout(120_000);
  let service: Installation;
  test.beforeAll(async () => {
    service = await startInstallation("e2e-quick-start");
  });
  test.afterAll(() => service?.stop());

  for (const means of ["pointer", "keyboard"] as const) {
    test(`from nothing to a message in the customer's portal by ${means}: six presses and two pasted commands`, async ({
      page,
      context,
    }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      for (const { id } of (await service.svix.application.list()).data) await service.svix.application.delete(id);
      await signIn(page, service.url);
      let presses = 0;
      const press = async (target: Locator) => {
        presses += 1;
        if (means === "pointer") return target.click();
        await expect(target).toBeVisible();
        const isFocused = () => target.evaluate((element) => element === document.activeElement);
        for (let tabs = 0; tabs < MOST_TABS && !(await isFocused()); tabs++) await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
      };

      await press(page.getByRole("button", { name: /^Create (another )?key$/ }));
      await press(page.getByRole("dialog").getByRole("button", { name: "Create key" }));
      await press(page.getByRole("button", { name: "I have copied it" }));
      const [creates, sends] = [stepOf(page, "Create an application"), stepOf(page, "Send a message")];
      await expect(creates).toContainText("Waiting for the request");

      await press(creates.getByRole("button", { name: /^Copy/ }));
      expect(await paste(page)).toContain('"uid":"customer-1"');
      await expect(creates.getByRole("heading")).toContainText("Done");
      await expect(creates.getByRole("status")).toContainText("POST /api/v1/app");

      await press(sends.getByRole("button", { name: /^Copy/ }));
      expect(await paste(page)).toContain('"eventType":"invoice.paid"');
      await expect(sends.getByRole("heading")).toContainText("Done");

      const opened = context.waitForEvent("page");
      await press(page.getByRole("button", { name: "Open the portal" }));
      const portal = await opened;
      await expect(portal.getByText("invoice.paid").first()).toBeVisible();
      expect(presses).toBeLessThanOrEqual(MOST_PRESSES);
    });
  }

  test("a request that fails is shown with its step, in words and with what to do", async ({ page }) => {
    for (const { id } of (await service.svix.application.list()).data) await service.svix.application.delete(id);
    await signIn(page, service.url);
    const creates = stepOf(page, "Create an application");
    await page.getByRole("tab", { name: "Python" }).click();
    await expect(creates.getByRole("region")).toContainText("from svix.api import ApplicationIn");
    await page.getByRole("tab", { name: "curl" }).click();
    const post = (authorization: string, body: object) =>
      fetch(`${service.url}/api/v1/app`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    await post("Bearer ph_live_thisKeyWasNeverMadeHere0000wxyz", { name: "A" });
    await expect(creates.getByRole("status")).toContainText("401");
    await expect(creates.getByRole("status")).toContainText("No live key ends in wxyz");
    await expectAccessible(page);
    await service.client("POST /app", { body: { name: "" } }).catch(() => undefined);
    await expect(creates.getByRole("status")).toContainText("422");
    await expect(creates.getByRole("status")).toContainText("nothing was stored");
    await service.svix.application.create({ name: "A" });
    await expect(creates.getByRole("heading")).toContainText("Done");
  });
});
