import type { FrameLocator, Page } from "@playwright/test";
import { build } from "esbuild";
import { type Api, BASE_URL, expect, test } from "@/e2e/fixtures.ts";
import { type Host, startHost } from "@/e2e/portal/host.ts";

type Wishes = Record<string, unknown>;

async function linkFor(api: Api, application: { id: string }, wishes: Wishes = {}): Promise<string> {
  const { body } = await api("POST", `/api/v1/auth/app-portal-access/${application.id}`, wishes);
  return (body as { url: string }).url;
}

/** A page of the operator's with our script; what the portal says is in `window.said`. */
function pageWith(url: string, options: Wishes = {}): string {
  return `<h1>Acme</h1><div id="portal" style="height:700px"></div><p id="end">End of page</p>
    <script src="${BASE_URL}/embed.js"></script>
    <script>
      window.said = [];
      const tell = (name) => (...values) => window.said.push([name, ...values]);
      window.portal = Posthorn.mount(document.getElementById("portal"), {
        url: ${JSON.stringify(url)}, ...${JSON.stringify(options)},
        refresh: () => fetch("/fresh").then((response) => response.text()),
        onRoute: tell("route"), onEvent: tell("event"), onOverlay: tell("overlay"), onSessionExpired: tell("expired"),
      });
    </script>`;
}

type Told = { said: [string, ...unknown[]][]; portal: Record<string, (value?: unknown) => void> };
const said = (page: Page, name: string) =>
  page.evaluate((wanted) => (window as unknown as Told).said.filter(([kind]) => kind === wanted), name);
const tell = (page: Page, verb: string, value?: unknown) =>
  page.evaluate(([name, given]) => (window as unknown as Told).portal[name as string]?.(given), [verb, value] as const);
const frameOf = (page: Page): FrameLocator => page.frameLocator("iframe");

const embeddedTest = test.extend<{ near: Host; far: Host }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures needed from this pattern.
  near: async ({}, use) => {
    const host = await startHost("127.0.0.1");
    await use(host);
    await host.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  far: async ({}, use) => {
    const host = await startHost("127.0.0.2");
    await use(host);
    await host.close();
  },
});

embeddedTest.use({ allowConsoleErrors: [/frame-ancestors/, /status of 401/, /Framing /, /target origin/] });

embeddedTest(
  "an allowed site shows a portal in a frame as high as it is, and both tell each other what happens",
  async ({ page, api, application, near }) => {
    const url = await linkFor(api, application, { embedOrigins: [near.origin] });
    near.show(
      pageWith(url, { height: "auto", mode: "dark", locale: "en", tz: "Asia/Tokyo", nav: false, next: "/event-types" }),
    );
    await page.goto(near.origin);
    const frame = frameOf(page);
    const html = frame.locator("html");
    await expect(frame.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(html).toHaveAttribute("data-theme", "dark");
    await expect(frame.getByRole("banner")).toBeHidden();

    // The frame has no bar of its own, and ends where its content ends.
    const heights = () =>
      page.locator("iframe").evaluate((one) => [one.clientHeight, one.getBoundingClientRect().height] as const);
    const inner = () =>
      html.evaluate((one) => [one.scrollHeight, one.clientHeight, document.body.clientHeight] as const);
    await expect.poll(async () => (await inner())[2] - (await heights())[0]).toBe(0);
    const before = (await heights())[0];
    await expect.poll(async () => (await said(page, "route")).at(-1)?.[1]).toBe("/event-types");

    await tell(page, "navigate", "/endpoints/new");
    await expect(frame.getByRole("textbox", { name: "Your URL" })).toBeVisible();
    await expect.poll(async () => (await heights())[0]).not.toBe(before);
    await expect.poll(async () => (await inner())[2] - (await heights())[0]).toBe(0);
    await expect.poll(async () => (await said(page, "route")).at(-1)?.[1]).toBe("/endpoints/new");

    await tell(page, "theme", { mode: "light", color: "#ffd400", radius: 0 });
    await expect(html).toHaveAttribute("data-theme", "light");
    const solid = () => html.evaluate((one) => getComputedStyle(one).getPropertyValue("--solid").trim());
    await expect.poll(solid).toBe("#ffd400");
    await tell(page, "locale", "ar-XB");
    await expect(html).toHaveAttribute("dir", "rtl");
    await tell(page, "locale", "en");
    await expect(html).toHaveAttribute("dir", "ltr");
    expect(await frame.locator("body").evaluate(() => document.cookie)).toContain("Asia%2FTokyo");

    await frame.getByRole("textbox", { name: "Your URL" }).fill("https://hooks.example.com/in");
    await frame.getByRole("button", { name: "Add without test" }).click();
    await expect.poll(() => said(page, "event")).toEqual([["event", "endpoint.created"]]);
  },
);

embeddedTest(
  "a site that is not allowed gets an empty frame; the console is in nobody's",
  async ({ page, api, application, near, far }) => {
    const url = await linkFor(api, application, { embedOrigins: [near.origin] });
    far.show(pageWith(url));
    await page.goto(far.origin);
    await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/^chrome-error:/);

    const none = await linkFor(api, application);
    near.show(`<iframe src="${none}"></iframe>`);
    await page.goto(near.origin);
    await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/^chrome-error:/);
    near.show(`<iframe src="${BASE_URL}/console/sign-in"></iframe>`);
    await page.goto(near.origin);
    await expect.poll(() => page.frames().at(-1)?.url()).toMatch(/^chrome-error:/);
    // Refused before its script ran, the link still works elsewhere.
    await page.goto(url);
    await page.waitForURL(`**/portal/${application.id}/endpoints`);
  },
);

embeddedTest(
  "in a frame that gets no cookies the session is in memory, and the page around brings the next one",
  async ({ page, api, svix, application, far }) => {
    const wishes = { embedOrigins: [far.origin] };
    far.refreshWith(() => linkFor(api, application, wishes));
    far.show(pageWith(await linkFor(api, application, wishes)));
    await page.goto(far.origin);
    const frame = frameOf(page);
    await expect(frame.getByRole("textbox", { name: "Your URL" })).toBeVisible();
    expect(await page.context().cookies()).toEqual([]);
    await frame.getByRole("link", { name: "Deliveries" }).first().click();
    await expect(frame.getByRole("heading", { level: 1 })).toBeVisible();

    await svix.authentication.expireAll(application.id, {});
    await tell(page, "navigate", "/event-types");
    await expect.poll(async () => (await said(page, "expired")).length).toBeGreaterThan(0);
    await expect(frame.getByRole("heading", { level: 1, name: "Event types" })).toBeVisible();
    await expect(frame.getByRole("alert").filter({ hasText: "Your session ended." })).toHaveCount(0);
  },
);

embeddedTest(
  "without cookies and without a page that helps, a new tab is offered, and the link still works there",
  async ({ page, api, application, far }) => {
    far.show(
      `<iframe src="${await linkFor(api, application, { embedOrigins: [far.origin] })}" style="width:900px;height:700px"></iframe>`,
    );
    await page.goto(far.origin);
    const tab = page.waitForEvent("popup");
    await frameOf(page).getByRole("link", { name: "Open in a new tab" }).click();
    await (await tab).waitForURL(`**/portal/${application.id}/endpoints`);
  },
);

embeddedTest(
  "messages of anybody else, and messages that are none, change nothing",
  async ({ page, api, application, near }) => {
    const url = await linkFor(api, application, { embedOrigins: [near.origin] });
    near.show(pageWith(url, { height: "auto" }));
    await page.goto(near.origin);
    const frame = frameOf(page);
    await expect(frame.getByRole("textbox", { name: "Your URL" })).toBeVisible();
    const address = () => page.frames().at(-1)?.url();
    const before = address();

    // From the frame itself, not from the page around it.
    await frame
      .locator("body")
      .evaluate(() => window.postMessage({ v: 1, type: "posthorn:navigate", path: "/deliveries" }, "*"));
    await page.evaluate((origin) => {
      const target = document.querySelector("iframe")?.contentWindow;
      const send = (fields: object) => target?.postMessage({ v: 1, id: "x", ...fields }, origin);
      send({ type: "posthorn:navigate", path: "//evil.example" });
      send({ type: "posthorn:navigate", path: `/${"a".repeat(1_000_000)}` });
      send({ type: "posthorn:token", code: "x".repeat(1_000_000) });
      send({ type: "posthorn:theme", color: "red}body{display:none" });
      send({ type: "posthorn:viewport", top: Number.NaN, height: -5 });
      send({ type: "posthorn:eval", code: "alert(1)" });
      target?.postMessage("posthorn:focus", origin);
      // The page around does not believe it either when it comes from itself.
      window.postMessage({ v: 1, type: "posthorn:resize", height: 9 }, window.location.origin);
      send({ type: "posthorn:theme", mode: "dark" });
    }, BASE_URL);
    await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
    expect(address()).toBe(before);
    expect(await page.locator("iframe").evaluate((one) => one.clientHeight)).toBeGreaterThan(100);
  },
);

embeddedTest(
  "the published svix-react shows our portal, as high as it is, in its colour and theme",
  async ({ page, api, application, near }) => {
    const { outputFiles } = await build({
      stdin: {
        contents: `import { createElement } from "react"; import { createRoot } from "react-dom/client";
        import { AppPortal } from "svix-react";
        createRoot(document.getElementById("root")).render(createElement(AppPortal, window.given));`,
        resolveDir: import.meta.dirname,
      },
      bundle: true,
      write: false,
      format: "iife",
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "silent",
    });
    near.serve(outputFiles[0]?.text ?? "");
    const url = await linkFor(api, application, { embedOrigins: [near.origin] });
    const given = { url, fullSize: true, darkMode: true, primaryColor: "#7C3AED", fontFamily: "Inter" };
    near.show(
      `<div id="root"></div><script>window.given = ${JSON.stringify(given)}</script><script src="/page.js"></script>`,
    );
    await page.goto(near.origin);
    const frame = frameOf(page);
    await expect(frame.getByRole("textbox", { name: "Your URL" })).toBeVisible();
    await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
    const solid = () =>
      frame.locator("html").evaluate((one) => getComputedStyle(one).getPropertyValue("--solid").trim());
    await expect.poll(solid).toBe("#7c3aed");
    const rest = async () =>
      (await frame.locator("body").evaluate((one) => one.clientHeight)) -
      (await page.locator("iframe").evaluate((one) => one.clientHeight));
    await expect(frame.locator("html")).toHaveAttribute("data-height", "auto");
    await expect.poll(rest).toBe(0);
  },
);
