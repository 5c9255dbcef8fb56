import type { Page } from "@playwright/test";
import type { Screen } from "@/e2e/screens/screens.ts";
import type { Stage } from "@/e2e/screens/stage.ts";

/** What staff see that takes more than an address: steps of signing in, what waits for somebody, what opens on the page. */
export function staffScreens({ applications, ids }: Stage): Screen[] {
  const staff = (route: string, state: string, path: string, show?: Screen["show"]): Screen => ({
    route,
    state,
    who: "staff",
    path,
    ...(show ? { show } : {}),
  });
  const customer = `/console/applications/${applications.busy}`;
  const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).first().click();
  return [
    {
      route: "/console/sign-in/code",
      state: "loaded",
      who: "nobody",
      path: "/console/sign-in",
      show: async (page) => {
        // That there is a ticket shows the form; whether it holds, only a code tells.
        await page.context().addCookies([{ name: "posthorn-second-step", value: "shown", url: page.url() }]);
        await page.goto("/console/sign-in/code");
        await page.getByLabel("Code").waitFor();
      },
    },
    {
      route: "/console/sign-in/second-factor",
      state: "loaded",
      who: "enrolling",
      path: "/console/applications",
      show: (page) => page.getByRole("button", { name: "Copy key" }).waitFor(),
    },
    staff("/console/settings/staff/[staffId]", "loaded", "/console/settings/staff", async (page) => {
      await page.getByRole("link", { name: "Grace Murray" }).click();
      await page.getByRole("heading", { level: 1, name: "Grace Murray" }).waitFor();
    }),
    staff("/console/deliveries", "export", "/console/deliveries", async (page) => {
      await press(page, "Export…");
      await page.getByRole("dialog").waitFor();
    }),
    staff("/console/replays", "loaded", "/console/replays"),
    staff("/console/replays/new", "loaded", "/console/replays/new"),
    staff("/console/replays/[jobId]", "waits for a count", `/console/replays/${ids.fleetReplay}`, (page) =>
      page.getByRole("heading", { name: "Is that what you meant?" }).waitFor(),
    ),
    staff("/console/replays/[jobId]", "waits for approval", `/console/replays/${ids.fleetReplay}`, async (page) => {
      // It takes a hundred thousand deliveries to come about.
      await page.route(`**/api/v1/replays/${ids.fleetReplay}`, async (route) => {
        const answer = await route.fetch();
        const task = (await answer.json()) as object;
        const approvalUntil = new Date(Date.now() + 86_400_000).toISOString();
        const asked = { asks: "approval", approvalUntil, mayApprove: true, requestedBy: "Ada", reason: "Ticket 4711" };
        await route.fulfill({ response: answer, json: { ...task, ...asked } });
      });
      await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
      await page.getByRole("button", { name: "Approve" }).waitFor();
    }),
    staff("/portal/[appId]/endpoints", "visit by staff", customer, async (page) => {
      await press(page, "View as customer");
      await page.getByRole("region", { name: "Visit" }).waitFor();
    }),
  ];
}
