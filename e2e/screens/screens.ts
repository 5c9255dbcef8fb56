import type { Page } from "@playwright/test";
import { catalogueScreens } from "@/e2e/screens/catalogue.ts";
import { consoleDialogs } from "@/e2e/screens/console.ts";
import { passingScreens } from "@/e2e/screens/passing.ts";
import { staffScreens } from "@/e2e/screens/staff.ts";
import type { Stage, Who } from "@/e2e/screens/stage.ts";

export interface Screen {
  /** The route in app/ that it shows. */
  route: string;
  state: string;
  who: Who;
  path: string;
  /** Brings the state about, once the page is there. */
  show?: (page: Page) => Promise<void>;
}

const P = "/portal/[appId]";
const C = "/console";

/** Every page, in every state that matters for how it looks. */
export function screensOf(stage: Stage): Screen[] {
  const { applications, ids } = stage;
  const [busy, failing, empty] = [applications.busy, applications.failing, applications.empty].map(
    (id) => `/portal/${id}`,
  );
  const customer = (route: string, state: string, path: string, show?: Screen["show"]): Screen => ({
    route: `${P}${route}`,
    state,
    who: "customer",
    path,
    ...(show ? { show } : {}),
  });
  const staff = (route: string, path = route, state = "loaded"): Screen => ({
    route: `${C}${route}`,
    state,
    who: "staff",
    path: `${C}${path}`,
  });
  const customerApp = `/applications/${applications.busy}`;
  return [
    { route: "/", state: "loaded", who: "nobody", path: "/" },
    { route: "/portal", state: "loaded", who: "nobody", path: "/portal" },
    { route: "/portal/enter", state: "link is broken", who: "nobody", path: "/portal/enter#k=nothing" },
    { route: P, state: "session ended", who: "nobody", path: `${busy}/endpoints` },
    { route: "/portal/preview", state: "loaded", who: "staff", path: "/portal/preview?settings=%7B%7D" },
    {
      route: "/portal/host-preview",
      state: "loaded",
      who: "staff",
      path: `/portal/host-preview?app=${applications.busy}`,
      show: (page) => page.frameLocator("iframe").getByRole("link", { name: "Orders API" }).waitFor(),
    },
    customer("/endpoints", "loaded", `${busy}/endpoints`),
    customer("/endpoints", "everything fails", `${failing}/endpoints`),
    customer("/endpoints", "empty", `${empty}/endpoints`),
    customer("/endpoints", "nothing found", `${busy}/endpoints?q=nothing-has-this-name`),
    customer("/endpoints", "menu", `${busy}/endpoints`, (page) => press(page, "Actions for Orders API")),
    customer("/endpoints", "dialog", `${busy}/endpoints`, async (page) => {
      await press(page, "Actions for Orders API");
      await page.getByRole("menuitem", { name: "Delete…" }).click();
      await page.getByRole("dialog").waitFor();
    }),
    customer("/endpoints", "test drawer", `${busy}/endpoints`, async (page) => {
      await press(page, "Actions for Orders API");
      await page.getByRole("menuitem", { name: "Send test" }).click();
      await page.getByRole("dialog").waitFor();
    }),
    customer("/endpoints/new", "loaded", `${busy}/endpoints/new`),
    customer("/endpoints/new", "form with errors", `${busy}/endpoints/new`, async (page) => {
      await page.getByRole("textbox", { name: "Your URL" }).fill("not a url");
      await press(page, "Add and send a test");
      await page.getByText(/URL/).first().waitFor();
    }),
    customer("/endpoints/[epId]", "loaded", `${busy}/endpoints/${ids.healthy}`),
    customer("/endpoints/[epId]", "failing", `${busy}/endpoints/${ids.broken}`),
    customer("/endpoints/[epId]", "turned off", `${busy}/endpoints/${ids.off}`),
    customer("/endpoints/[epId]/settings", "loaded", `${busy}/endpoints/${ids.healthy}/settings`),
    customer(
      "/endpoints/[epId]/settings/transformation",
      "loaded",
      `${busy}/endpoints/${ids.healthy}/settings/transformation`,
      (page) => page.getByText("It would be sent").waitFor(),
    ),
    customer("/endpoints/[epId]/deliveries", "loaded", `${busy}/endpoints/${ids.broken}/deliveries`),
    customer("/endpoints/[epId]/missed", "loaded", `${busy}/endpoints/${ids.off}/missed`),
    customer("/endpoints/[epId]/missed", "empty", `${busy}/endpoints/${ids.healthy}/missed`),
    customer("/deliveries", "loaded", `${busy}/deliveries`),
    customer("/deliveries", "everything fails", `${failing}/deliveries`),
    customer("/deliveries", "empty", `${empty}/deliveries`),
    customer("/deliveries", "nothing found", `${busy}/deliveries?type=no.such.type`),
    customer("/deliveries", "drawer", `${busy}/deliveries?sel=${ids.failed}`),
    customer("/deliveries", "drawer, request", `${busy}/deliveries?sel=${ids.delivered}&tab=request`),
    customer("/deliveries", "error", `${busy}/deliveries`, async (page) => {
      await page.route(/\/api\/v1\/app\/[^/]+\/delivery(\?|$)/, (route) =>
        route.fulfill({ status: 500, json: { code: "server_error", detail: "Something went wrong on our side." } }),
      );
      await press(page, "Last 24 hours");
      await press(page, "Last 7 days");
      await page.getByRole("alert").first().waitFor();
    }),
    ...["response", "request", "timing", "raw"].map((tab) =>
      customer("/deliveries/[deliveryId]", tab, `${busy}/deliveries/${ids.failed}?tab=${tab}`),
    ),
    customer("/messages", "loaded", `${busy}/messages`),
    customer("/messages", "empty", `${empty}/messages`),
    customer("/messages/[msgId]", "loaded", `${busy}/messages/${ids.message}`),
    customer("/event-types", "loaded", `${busy}/event-types`),
    customer("/event-types", "nothing found", `${busy}/event-types?q=nothing-has-this-name`),
    customer("/event-types/[name]", "loaded", `${busy}/event-types/job.completed`),
    customer("/replays/[jobId]", "loaded", `${busy}/replays/${ids.replay}`),
    customer("/replays", "empty", `${empty}/replays`),
    customer("/replays", "loaded", `${busy}/replays`),
    customer("/replays/new", "loaded", `${busy}/replays/new?endpoint=${ids.broken}`),
    customer("/verify", "loaded", `${busy}/verify`),
    customer("/verify", "a delivery taken apart", `${busy}/verify?delivery=${ids.failed}&lang=go`, async (page) => {
      await page.getByText("Filled in from").waitFor();
      await page.getByRole("textbox", { name: "Body" }).fill("{}");
      await press(page, "Check");
      await page.getByText("The body was changed").waitFor();
    }),
    customer("/inboxes", "loaded", `${busy}/inboxes`),
    customer("/inboxes", "empty", `${empty}/inboxes`),
    customer("/inboxes/[inboxId]", "loaded", `${busy}/inboxes/${ids.inbox}`),
    customer("/activity", "loaded", `${busy}/activity`),
    customer("/activity", "empty", `${empty}/activity`),
    customer("/settings", "loaded", `${busy}/settings`),
    customer("/settings", "alerts", `${busy}/settings`, async (page) => {
      await press(page, "Add a recipient…");
      await page.getByRole("dialog").waitFor();
    }),
    ...passingScreens(stage),
    { route: "/alerts/[token]", state: "not there", who: "nobody", path: "/alerts/nothing" },
    customer("", "not there", `${busy}/endpoints/ep_000000000000000000000000000`),
    { route: `${C}/sign-in`, state: "loaded", who: "nobody", path: `${C}/sign-in` },
    { route: `${C}/set-up`, state: "link is broken", who: "nobody", path: `${C}/set-up#k=nothing` },
    ...staffScreens(stage),
    staff("/account"),
    staff("/settings/staff"),
    staff("", ""),
    staff("/deliveries"),
    staff("/failures"),
    staff("/failures", "/failures?state=resolved", "nothing found"),
    staff("/failures/[groupId]", `/failures/${ids.failure}`),
    staff("/search", "/search?q=job"),
    staff("/applications"),
    staff("/applications/[appId]", customerApp),
    staff("/applications/[appId]/deliveries", `${customerApp}/deliveries`),
    staff("/applications/[appId]/messages", `${customerApp}/messages`),
    staff("/applications/[appId]/messages/[msgId]", `${customerApp}/messages/${ids.message}`),
    staff("/applications/[appId]/sessions", `${customerApp}/sessions`),
    staff("/applications/[appId]/metadata", `${customerApp}/metadata`),
    {
      ...staff("/applications/[appId]", customerApp, "quota dialog"),
      show: async (page) => {
        await press(page, "More actions");
        await page.getByRole("menuitem", { name: "Set quotas…" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Save quotas" }).waitFor();
      },
    },
    staff("/applications/[appId]/privacy", `${customerApp}/privacy`),
    {
      ...staff("/applications/[appId]/privacy", `${customerApp}/privacy`, "exported"),
      show: async (page) => {
        const exports = page.getByRole("region", { name: "Export" });
        const download = exports.getByRole("link", { name: "Download" }).first();
        await exports.getByText("None of the last days.").or(download).waitFor();
        if (!(await download.isVisible())) await press(page, "Start the export");
        await download.waitFor();
        await page.evaluate(() => window.scrollTo(0, 0));
      },
    },
    staff("/applications/[appId]/activity", `${customerApp}/activity`),
    staff("/portal/links", "/portal/links"),
    staff("/portal/branding"),
    staff("/portal/embed"),
    staff("/applications/[appId]/replays", `${customerApp}/replays`),
    staff("/applications/[appId]/replays/new", `${customerApp}/replays/new?endpoint=${ids.broken}`),
    staff("/applications/[appId]/replays/[jobId]", `${customerApp}/replays/${ids.replay}`),
    staff("/applications/[appId]/sources", `${customerApp}/sources`),
    staff("/applications/[appId]/sources/[sourceId]", `${customerApp}/sources/${ids.source}`),
    staff("/applications/[appId]/endpoints/[epId]", `${customerApp}/endpoints/${ids.broken}`),
    staff("/applications/[appId]/endpoints/[epId]/settings", `${customerApp}/endpoints/${ids.broken}/settings`),
    {
      ...staff(
        "/applications/[appId]/endpoints/[epId]/settings/transformation",
        `${customerApp}/endpoints/${ids.healthy}/settings/transformation`,
      ),
      show: (page) => page.getByText("It would be sent").waitFor(),
    },
    ...catalogueScreens(),
    ...consoleDialogs(stage),
    staff("/developers/keys"),
    staff("/settings/alerts"),
    staff("/developers/operational-webhooks"),
    staff("/developers/quickstart"),
    staff("/developers/logs"),
    staff("/system"),
    staff("/audit"),
    {
      ...staff("/audit", "/audit?what=endpoints", "an entry open"),
      show: (page) =>
        page
          .getByRole("button", { name: /^Endpoint: / })
          .first()
          .click(),
    },
    staff("/settings"),
    staff("/settings/retries"),
    staff("/settings/retention"),
    staff("/settings/privacy"),
    { route: "/catalogue", state: "loaded", who: "nobody", path: "/catalogue" },
    { route: "/catalogue/[name]", state: "loaded", who: "nobody", path: "/catalogue/job.completed" },
    { route: "/docs", state: "loaded", who: "nobody", path: "/docs" },
    ...["configuration", "sending", "event-types"].map(
      (guide): Screen => ({ route: "/docs/[guide]", state: guide, who: "nobody", path: `/docs/${guide}` }),
    ),
    { route: "/docs/api", state: "loaded", who: "nobody", path: "/docs/api" },
    ...["createMessage", "listDeliveries"].map(
      (operation): Screen => ({
        route: "/docs/api/[operation]",
        state: operation,
        who: "nobody",
        path: `/docs/api/${operation}`,
      }),
    ),
  ];
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).first().click();
}
