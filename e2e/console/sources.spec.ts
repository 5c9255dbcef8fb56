import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { call, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";
import type { SourceOut } from "@/lib/contract/source.ts";

const SECRET = "a secret that only tests know";

async function post(source: { url: string }, body: string, headers: Record<string, string> = {}): Promise<number> {
  const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  const response = await fetch(source.url, {
    method: "POST",
    body,
    headers: { "x-signature-256": signature, ...headers },
  });
  return response.status;
}

function anHmacSource(application: { id: string }): Promise<SourceOut> {
  return call("POST /app/{app_id}/source", {
    params: { app_id: application.id },
    body: { name: "Billing", kind: "hmac", secret: SECRET },
  });
}

async function untilDead(application: { id: string }, source: SourceOut, count: number): Promise<void> {
  const params = { app_id: application.id, source_id: source.id };
  await until(`${count} dead letters`, async () => {
    const { deadLetterCount } = await call("GET /app/{app_id}/source/{source_id}", { params });
    return deadLetterCount === count ? {} : notYet(deadLetterCount);
  });
}

const open = (page: Page, application: { id: string }, source?: SourceOut) =>
  page.goto(`/console/applications/${application.id}/sources${source ? `/${source.id}` : ""}`);

test("a source is added with a secret made up here, takes a request with it, and shows it", async ({
  consolePage: page,
  application,
}) => {
  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("link", { name: "Inbound sources" }).click();
  await expect(page.getByText("There is no source yet.")).toBeVisible();
  await page.getByRole("button", { name: "Add source" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a source" });
  await dialog.getByRole("button", { name: "Add source" }).click();
  await expect(dialog.getByText("Say whose webhooks these are.")).toBeVisible();
  await dialog.getByLabel("Name").fill("Billing");
  await dialog.getByLabel("Provider").selectOption("hmac");
  await dialog.getByRole("button", { name: "Generate" }).click();
  const secret = await dialog.getByRole("textbox", { name: /^Secret/ }).inputValue();
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  await dialog.getByRole("button", { name: "Add source" }).click();

  await page.waitForURL(/\/sources\/src_/);
  await expect(page.getByRole("heading", { level: 1, name: "Billing" })).toBeVisible();
  const url = (await page.getByRole("region", { name: "address", exact: true }).innerText()).trim();
  const body = '{"type":"invoice.paid","amount":1200}';
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const answer = await fetch(url, { method: "POST", body, headers: { "x-signature-256": signature } });
  expect(await answer.json()).toEqual({ received: true });

  const row = page.getByRole("listitem").filter({ hasText: "invoice.paid" });
  await expect(row).toContainText("Forwarded");
  await row.getByText("invoice.paid").click();
  await expect(row.getByRole("link", { name: /^msg_/ })).toBeVisible();
  const shown = row.getByRole("region", { name: "body that came" });
  await expect(shown).toContainText("amount");
  await expect(shown).not.toContainText("1200");
  await row.getByRole("button", { name: "Reveal (recorded)" }).click();
  await expect(shown).toContainText("1200");
  expect(await page.content()).not.toContain(secret);
});

test("a dead letter says why, and is replayed once the source was put right", async ({
  consolePage: page,
  application,
}) => {
  const source = await anHmacSource(application);
  expect(await post(source, '{"n":1}', { "x-event": "order.paid" })).toBe(200);
  await untilDead(application, source, 1);
  await open(page, application, source);
  await page.getByLabel("Show").selectOption("dead");
  await expect(page).toHaveURL(/state=dead/);
  const dead = page.getByRole("listitem").filter({ hasText: "There is no event type" });
  await expect(dead).toContainText("Dead letter");

  await page.getByRole("button", { name: "More actions" }).last().click();
  await page.getByRole("menuitem", { name: "Change…" }).click();
  const dialog = page.getByRole("dialog", { name: "Change Billing" });
  await dialog.getByLabel("Event type of messages").selectOption("header");
  await dialog.getByLabel("Header", { exact: true }).fill("X-Event");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toHaveCount(0);

  await dead.getByText("There is no event type").click();
  await dead.getByRole("button", { name: "Replay" }).click();
  await expect(page.getByText("There is no dead letter.")).toBeVisible();
  await page.getByLabel("Show").selectOption("");
  await expect(page.getByRole("listitem").filter({ hasText: "order.paid" })).toContainText("Forwarded");
});

test("all dead letters are replayed after asking, and one is deleted", async ({ consolePage: page, application }) => {
  const source = await anHmacSource(application);
  for (const n of [1, 2, 3]) await post(source, `not json ${n}`);
  await untilDead(application, source, 3);
  await open(page, application, source);
  await page.getByRole("button", { name: /^Replay 3.dead letters…$/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Replay" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await untilDead(application, source, 3);
  const dead = page.getByRole("list", { name: "Requests, newest first" }).getByRole("listitem");
  const first = dead.first();
  await first.getByText("The body is not JSON.").first().click();
  await first.getByRole("button", { name: "Delete" }).click();
  await expect(dead).toHaveCount(2);
});

test("a source is turned off, on and deleted", async ({ consolePage: page, application }) => {
  const source = await anHmacSource(application);
  await open(page, application, source);
  const choose = async (name: string) => {
    await page.getByRole("button", { name: "More actions" }).last().click();
    await page.getByRole("menuitem", { name }).click();
  };
  await choose("Turn off");
  await expect(page.getByText("Turned off", { exact: true })).toBeVisible();
  expect(await post(source, "{}")).toBe(503);
  await choose("Turn on");
  await expect(page.getByText("No traffic")).toBeVisible();
  await choose("Delete…");
  await page.getByRole("dialog").getByRole("button", { name: "Delete source" }).click();
  await expect(page.getByText("There is no source yet.")).toBeVisible();
  expect(await post(source, "{}")).toBe(404);
});

test.describe("what is refused", () => {
  test.use({ allowConsoleErrors: [/status of (404|422|503)/] });

  test("a source without its secret says so, and takes requests once it is entered", async ({
    consolePage: page,
    application,
  }) => {
    const source = await call("POST /app/{app_id}/source", {
      params: { app_id: application.id },
      body: { name: "Billing", kind: "hmac" },
    });
    await open(page, application, source);
    await expect(page.getByText("No secret")).toBeVisible();
    expect(await post(source, "{}")).toBe(401);
    await page.getByRole("button", { name: "Enter the secret…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: /^Secret/ }).fill("short");
    await dialog.getByRole("button", { name: "Save secret" }).click();
    await expect(dialog.getByText(/A secret must have 8 to 256 characters/)).toBeVisible();
    await dialog.getByRole("textbox", { name: /^Secret/ }).fill(SECRET);
    await dialog.getByRole("button", { name: "Save secret" }).click();
    await expect(dialog).toHaveCount(0);
    expect(await post(source, "{}")).toBe(200);
    await expect(page.getByText("••••know")).toBeVisible();
  });

  test("a source that is not there, or another application's, is a 404", async ({
    consolePage: page,
    application,
    svix,
  }) => {
    const other = await svix.application.create({ name: "Another customer" });
    const source = await anHmacSource(other);
    expect((await open(page, application, source))?.status()).toBe(404);
  });

  test("requests that do not load say so, and come when asked again", async ({ consolePage: page, application }) => {
    const source = await anHmacSource(application);
    await post(source, '{"type":"a.b"}');
    let fails = true as boolean;
    await page.route("**/api/v1/app/*/source/*/request?**", (route) =>
      fails
        ? route.fulfill({ status: 503, json: { code: "unavailable", detail: "Try again in a moment." } })
        : route.continue(),
    );
    await open(page, application, source);
    await expect(page.getByText("We could not load the requests.")).toBeVisible({ timeout: 20_000 });
    fails = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(page.getByRole("listitem").filter({ hasText: "a.b" })).toBeVisible();
  });
});

inSampledViews([1280, 390], (width) => {
  test(`the pages of sources are accessible and fit at ${width} px`, async ({ consolePage: page, application }) => {
    const source = await anHmacSource(application);
    await post(source, '{"type":"invoice.paid"}');
    await post(source, "not json");
    await untilDead(application, source, 1);
    await page.setViewportSize({ width, height: 2600 });
    const judge = async () => {
      await expectAccessible(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    };
    await open(page, application);
    await expect(page.getByRole("link", { name: "Billing" })).toBeVisible();
    await judge();
    await page.getByRole("button", { name: "Add source" }).click();
    await page.getByRole("dialog").getByLabel("Provider").selectOption("hmac");
    await page.getByRole("dialog").getByLabel("Event type of messages").selectOption("body");
    await judge();
    await open(page, application, source);
    const dead = page.getByRole("listitem").filter({ hasText: "The body is not JSON." });
    await dead.getByText("The body is not JSON.").click();
    await expect(dead.getByRole("region", { name: "body that came" })).toBeVisible();
    await judge();
  });
});
