import type { Page } from "@playwright/test";
import type { Screen } from "@/e2e/screens/screens.ts";
import type { Stage } from "@/e2e/screens/stage.ts";

/** What opens on pages of staff, and their forms with mistakes in them. */
export function consoleDialogs({ applications, ids }: Stage): Screen[] {
  const customer = `/applications/${applications.busy}`;
  const on = (route: string, state: string, show: Screen["show"], path = route): Screen => ({
    route: `/console${route}`,
    state,
    who: "staff",
    path: `/console${path}`,
    ...(show ? { show } : {}),
  });
  /** Presses one button after the other, and waits for the dialog that the last of them opens. */
  const dialogOf =
    (...names: string[]): Screen["show"] =>
    async (page) => {
      for (const name of names) await press(page, name);
      await page.getByRole("dialog").last().waitFor();
    };
  const menuItem =
    (name: string): Screen["show"] =>
    async (page) => {
      await press(page, "More actions");
      await page.getByRole("menuitem", { name }).click();
      await page.getByRole("dialog").last().waitFor();
    };
  return [
    on("/applications", "new", dialogOf("Create application")),
    on("/applications/[appId]", "menu", (page) => press(page, "More actions"), customer),
    on("/applications/[appId]", "suspend dialog", menuItem("Suspend…"), customer),
    on("/applications/[appId]", "test message", menuItem("Send test message…"), customer),
    on("/applications/[appId]", "portal link", dialogOf("Create portal link"), customer),
    on(
      "/applications/[appId]/privacy",
      "form with errors",
      async (page) => {
        for (const [index, path] of ["customer", "$.a[", "$..b["].entries()) {
          await press(page, "Add a path");
          await page.getByRole("textbox", { name: `Path ${index + 1}`, exact: true }).fill(path);
        }
        await press(page, "Save paths");
        await page.locator("[aria-invalid=true]").first().waitFor();
      },
      `${customer}/privacy`,
    ),
    on("/applications/[appId]/privacy", "purge dialog", dialogOf("Purge application…"), `${customer}/privacy`),
    on("/applications/[appId]/sources", "new", dialogOf("Add source"), `${customer}/sources`),
    on("/deliveries", "drawer", undefined, `/deliveries?sel=${ids.failed}`),
    on(
      "/deliveries",
      "drawer, revealed",
      async (page) => {
        await press(page, "Reveal (recorded)");
        await page.getByRole("button", { name: "Mask again" }).waitFor();
      },
      `/deliveries?sel=${ids.failed}`,
    ),
    on(
      "/deliveries",
      "grouped",
      (page) => page.getByRole("region", { name: "Groups" }).getByRole("list").waitFor(),
      "/deliveries?group=cause",
    ),
    on("/deliveries", "filter", async (page) => {
      await page.keyboard.press("f");
      await page.getByRole("dialog").last().waitFor();
    }),
    on("/deliveries", "exported", async (page) => {
      await press(page, "Export…");
      const dialog = page.getByRole("dialog");
      const download = dialog.getByRole("link", { name: "CSV" }).first();
      await dialog.getByText("None of the last days.").or(download).first().waitFor();
      if (!(await download.isVisible())) await dialog.getByRole("button", { name: "Start the export" }).click();
      await download.waitFor();
    }),
    on("/deliveries", "shared views", async (page) => {
      await press(page, "Shared views");
      await page.getByRole("menuitem", { name: "Save or delete a view…" }).click();
      await page.getByRole("dialog").waitFor();
    }),
    on("/developers/keys", "new", dialogOf("Create key")),
    on("/developers/logs", "request", async (page) => {
      await page.locator("[data-row-link]").first().click();
      await page.getByRole("heading", { name: /^(GET|POST|PUT|PATCH|DELETE) \d/ }).waitFor();
    }),
    on("/settings/retention", "form with errors", async (page) => {
      for (const name of ["Deliveries, tries", "Payloads", "Request log"])
        await page.getByRole("textbox", { name }).fill("0");
      await press(page, "Save changes");
      await page.locator("[aria-invalid=true]").first().waitFor();
    }),
    on("/settings/retries", "form with errors", async (page) => {
      await page.getByRole("textbox", { name: "Turned off after" }).fill("soon");
      await press(page, "Save changes");
      await page.locator("[aria-invalid=true]").first().waitFor();
    }),
    on("/settings/privacy", "with a path", (page) => press(page, "Add a path")),
    on("/settings/staff", "invite", dialogOf("Invite")),
    on("/settings/alerts", "new channel", dialogOf("Add a channel")),
    on("/system", "drain dialog", async (page) => {
      await page
        .getByRole("button", { name: /^Drain / })
        .first()
        .click();
      await page.getByRole("dialog").waitFor();
    }),
    on("", "search", async (page) => {
      const isPhone = (page.viewportSize()?.width ?? 0) < 768;
      if (isPhone) return page.getByRole("link", { name: "Search" }).click();
      await page.getByRole("combobox", { name: "Search" }).fill("north");
      await page
        .getByRole("option", { name: /Northwind/ })
        .first()
        .waitFor();
    }),
    on("", "help", (page) => page.getByRole("button", { name: "Help" }).click()),
    on("", "account menu", (page) => page.getByRole("button", { name: /^Signed in as/ }).click()),
  ];
}

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
