import type { Page } from "@playwright/test";
import type { Screen } from "@/e2e/screens/screens.ts";
import type { Stage } from "@/e2e/screens/stage.ts";

/** What comes and goes on a customer's pages: panels, dialogs, messages, modes. */
export function passingScreens({ applications, ids }: Stage): Screen[] {
  const portal = `/portal/${applications.busy}`;
  const on = (route: string, state: string, path: string, show: (page: Page) => Promise<void>): Screen => ({
    route: `/portal/[appId]${route}`,
    state,
    who: "customer",
    path: `${portal}${path}`,
    show,
  });
  const dialog = (page: Page) => page.getByRole("dialog").last().waitFor();
  return [
    on("/endpoints", "palette", "/endpoints", async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("crm");
      await page.getByRole("option", { name: /CRM sync/ }).waitFor();
    }),
    on("/endpoints", "shortcuts", "/endpoints", async (page) => {
      await page.keyboard.press("?");
      await dialog(page);
    }),
    on("/endpoints", "help", "/endpoints", (page) => page.getByRole("button", { name: "Help" }).click()),
    on("/endpoints", "more pages", "/endpoints", async (page) => {
      await page
        .getByRole("button", { name: /^More( pages)?$/ })
        .filter({ visible: true })
        .click();
      await page.getByRole("menuitem", { name: "Settings" }).waitFor();
    }),
    on("/endpoints", "offline", "/endpoints", async (page) => {
      await page.context().setOffline(true);
      await page.getByText("No connection.").first().waitFor();
    }),
    on("/endpoints/[epId]", "turning on", `/endpoints/${ids.off}`, async (page) => {
      await page.getByRole("button", { name: "Turn on…" }).first().click();
      await dialog(page);
    }),
    on("/endpoints/[epId]/settings", "new secret", `/endpoints/${ids.healthy}/settings`, async (page) => {
      await page.getByRole("button", { name: "Rotate…" }).click();
      await dialog(page);
    }),
    on("/endpoints/[epId]/settings", "unsaved", `/endpoints/${ids.healthy}/settings`, async (page) => {
      await page.getByRole("textbox", { name: /^Name/ }).fill("Another name");
      await page.getByRole("link", { name: "Event types" }).filter({ visible: true }).click();
      await dialog(page);
    }),
    on("/deliveries", "live", "/deliveries", async (page) => {
      await page.getByRole("button", { name: "Live", exact: true }).click();
      await page.getByRole("button", { name: "Live", pressed: true }).waitFor();
    }),
    on("/deliveries", "toast", "/deliveries", async (page) => {
      await page.keyboard.press("u");
      await page.getByText("Link copied").first().waitFor();
    }),
    on("/deliveries", "range", "/deliveries", async (page) => {
      await page.getByRole("button", { name: "Last 24 hours" }).click();
      await dialog(page);
    }),
    on("/deliveries", "filter", "/deliveries", async (page) => {
      await page.keyboard.press("f");
      await dialog(page);
    }),
    on("/deliveries", "rows chosen", "/deliveries", async (page) => {
      for (const count of [1, 2]) {
        await page.keyboard.press("j");
        await page.keyboard.press("x");
        await page.getByText(`${count} selected`).waitFor();
      }
    }),
    on("/deliveries", "over time as a table", "/deliveries", async (page) => {
      await page.getByRole("button", { name: "Show as table" }).click();
    }),
    on("/deliveries", "options", "/deliveries", async (page) => {
      await page.getByRole("button", { name: "More about this list" }).click();
      await page.getByRole("menuitem", { name: /options|Columns/i }).click();
      await dialog(page);
    }),
    on("/deliveries/[deliveryId]", "asked again", `/deliveries/${ids.delivered}`, async (page) => {
      await page.getByRole("button", { name: "Replay" }).first().click();
      await dialog(page);
    }),
    on("/deliveries/[deliveryId]", "time", `/deliveries/${ids.failed}`, async (page) => {
      await page
        .getByRole("button")
        .filter({ has: page.locator("time") })
        .first()
        .click();
      await page.getByText("Epoch ms").first().waitFor();
    }),
    on("/deliveries/[deliveryId]", "tries compared", `/deliveries/${ids.failed}?with=1`, async (page) => {
      await page.getByRole("combobox", { name: "Compare with" }).waitFor();
    }),
  ];
}
