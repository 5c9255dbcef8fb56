import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { staffOf } from "@/e2e/api/staff.ts";
import { writeCode } from "@/e2e/code-editor.ts";
import { BASE_URL, expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

const unique = () => `e2e${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
const CONFLICT = /409 \(Conflict\)/;

const schemaOf = (page: Page, version = 1) =>
  page.getByRole("textbox", { name: `JSON Schema, version ${version}`, exact: true });
const save = (page: Page) => page.getByRole("button", { name: "Save", exact: true }).click();

test("an event type is described, its schema and examples are checked as they are written, and customers read it", async ({
  consolePage: page,
  application,
  openPortal,
  browser,
}) => {
  const name = `${unique()}.paid`;
  await page.goto("/console/event-types");
  await page.getByRole("link", { name: "New event type" }).click();
  const field = page.getByRole("textbox", { name: "Name" });
  await field.fill(`${name} twice`);
  await expect(page.getByText("A name has no spaces: write a dot or an underscore.")).toBeVisible();
  // What is wrong above does not take the focus from who goes on below.
  const description = page.getByRole("textbox", { name: "Description" });
  await description.pressSequentially("Paid");
  await expect(description).toBeFocused();
  await expect(description).toHaveValue("Paid");
  await page.getByRole("button", { name: "Add to the catalogue" }).click();
  await expect(field).toBeFocused();
  await field.fill(name);
  await expect(page.getByText("A name has no spaces")).toHaveCount(0);
  await page.getByRole("textbox", { name: "Description" }).fill("An **invoice** was paid; see `tax_id`. <b>x</b>");
  const preview = page.getByRole("region", { name: "Preview of the description" });
  await expect(preview.locator("strong")).toHaveText("invoice");
  await expect(preview).toContainText("<b>x</b>");

  await page.getByRole("button", { name: "Write a schema" }).click();
  await expect(page.locator(".cm-content")).toBeVisible();
  await schemaOf(page).focus();
  await expect(schemaOf(page)).toHaveAccessibleDescription("Tab leaves the editor.");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Use a plain text field" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(schemaOf(page)).toBeFocused();
  await writeCode(schemaOf(page), '{\n  "type": "object",\n}');
  await expect(page.getByRole("list", { name: "What is wrong with the schema" })).toContainText(
    "A name in double quotes is expected here.",
  );
  await writeCode(schemaOf(page), '{\n"type": "object",\n"properties": {"tax_id": {"type": "text"}}\n}');
  const wrong = page.getByRole("list", { name: "What is wrong with the schema" });
  await expect(wrong).toContainText("is no JSON Schema: /properties/tax_id/type");
  await wrong.getByRole("button", { name: "Line 3" }).click();
  await expect(schemaOf(page)).toBeFocused();
  await writeCode(
    schemaOf(page),
    '{"type": "object", "required": ["tax_id"], "properties": {"tax_id": {"type": "string"}}}',
  );
  await expect(page.getByText("It is a JSON Schema that messages can be checked against.")).toBeVisible();

  await page.getByRole("button", { name: "Add example" }).click();
  await page.getByRole("button", { name: "Remove example 1" }).press("Enter");
  await expect(page.getByRole("button", { name: "Add example" })).toBeFocused();
  await page.getByRole("button", { name: "Add example" }).click();
  await expect(page.getByText("Every example fits the schema.")).toBeVisible();
  await writeCode(page.getByRole("textbox", { name: "Example 1", exact: true }), '{\n"id": "a",\n"tax_id": 7\n}');
  const misfit = page.getByRole("list", { name: "Where the example does not fit" });
  await expect(misfit).toContainText("Line 3");
  await expect(misfit).toContainText("tax_id: expected string, found integer.");
  await writeCode(page.getByRole("textbox", { name: "Example 1", exact: true }), '{"tax_id": "DE-1"}');

  // What is not saved is not lost by a link.
  await page.getByRole("link", { name: "Overview" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Stay|Keep/ })
    .click();
  await page.getByRole("button", { name: "Add to the catalogue" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.getByText("No message in the last 7 days.")).toBeVisible();

  const [context, other] = [await browser.newContext(), await browser.newContext()];
  const portal = await context.newPage();
  await openPortal(portal, application);
  await portal.goto(`/portal/${application.id}/event-types/${name}`);
  await expect(portal.getByText("An invoice was paid; see tax_id.")).toBeVisible();
  await expect(portal.getByRole("region", { name: /xample/ }).first()).toContainText("DE-1");
  await Promise.all([context.close(), other.close()]);
});

test.describe("with conflicts", () => {
  test.use({ allowConsoleErrors: [CONFLICT] });

  test("a name that is taken is said at its field, and of two who save the second is told whose words would go", async ({
    consolePage: page,
    svix,
  }) => {
    const name = `${unique()}.shared`;
    await svix.eventType.create({ name, description: "First." });
    await page.goto(`/console/catalogue/new?name=${name}`);
    await page.getByRole("button", { name: "Add to the catalogue" }).click();
    await expect(page.getByRole("textbox", { name: "Name" })).toHaveAccessibleDescription(/already exists/);

    await page.goto(`/console/event-types/${name}`);
    const description = page.getByRole("textbox", { name: "Description" });
    await description.fill("Mine.");
    await svix.eventType.patch(name, { description: "Theirs.", groupName: "Billing" });
    await save(page);
    const told = page.getByRole("alert").filter({ hasText: "somebody else has changed it" });
    await expect(told).toContainText("They changed the description and the group.");
    await told.getByRole("button", { name: "Take theirs, and drop mine" }).click();
    await expect(description).toHaveValue("Theirs.");
    await expect(page.getByRole("textbox", { name: /^Group/ })).toHaveValue("Billing");

    await description.fill("Mine again.");
    await svix.eventType.patch(name, { description: "Theirs again." });
    await save(page);
    await told.getByRole("button", { name: "Save mine over it" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    expect((await svix.eventType.get(name)).description).toBe("Mine again.");
  });
});

test("usage and drift tell what becomes of it; it is archived when nobody has chosen it, brought back, and removed", async ({
  consolePage: page,
  svix,
  application,
  receiver,
}) => {
  const name = `${unique()}.paid`;
  const tax = { type: "object", required: ["tax_id"], properties: { tax_id: { type: "string" } } };
  await svix.eventType.create({ name, description: "Paid.", schemas: { "1": tax } });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, eventTypes: [name] });
  const send = (payload: object) => svix.message.create(application.id, { eventType: name, payload });
  await send({ tax_id: "a" });
  await page.goto(`/console/event-types/${name}`);
  await expect(page.getByText("The last message fits version 1. Sending goes on.")).toBeVisible();
  await send({ tax_id: "b" });
  await send({ other: 1 });
  // Sent although it does not fit.
  await receiver.waitFor(3);
  const [group] = name.split(".");
  await svix.endpoint.create(application.id, { url: receiver.url, eventTypes: [`${group}.*`] });

  await page.goto(`/console/event-types?q=${name}`);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("3");
  await row.getByRole("link", { name }).click();
  await expect(
    page.getByText(/3\smessages in the last 7 days\. 1\sendpoint has chosen it, 1 more gets it by a group/),
  ).toBeVisible();
  const drift = page.getByRole("list", { name: `Drift of ${name}` });
  await expect(drift).toContainText("1 of 3 lacks tax_id");
  await expect(drift.getByRole("link", { name: "Last message with tax_id" })).toHaveAttribute(
    "href",
    new RegExp(`/console/applications/${application.id}/messages/msg_`),
  );
  await expect(page.getByRole("link", { name: "Failed deliveries" })).toHaveAttribute("href", /status=failed&type=/);

  await page.getByLabel("Deprecated").check();
  await page.getByLabel(/^Ends on/).fill("2031-01-31");
  await save(page);
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Archive…" }).click();
  const refused = page.getByRole("dialog", { name: `${name} cannot be archived yet` });
  await expect(refused).toContainText(application.name);
  await expect(refused).toContainText(/Besides, 1\sendpoint gets it by a group/);
  await expectAccessible(page);
  await refused.getByRole("button", { name: "Close" }).last().click();

  await svix.endpoint.delete(application.id, endpoint.id);
  await page.getByRole("button", { name: "Archive…" }).click();
  await expect(page.getByRole("dialog")).toContainText(
    /No endpoint has chosen it by its name\..*1\sendpoint gets it by a group/,
  );
  await page.getByRole("button", { name: "Archive event type" }).click();
  await expect(page.getByText("Archived. Customers neither see it nor can choose it.")).toBeVisible();
  await page.getByRole("button", { name: "Bring it back" }).click();
  await expect(page.getByRole("button", { name: "Archive…" })).toBeVisible();
  expect(await svix.eventType.get(name)).toMatchObject({ archived: false, deprecated: true });

  await page.getByRole("button", { name: "Archive…" }).click();
  await page.getByRole("button", { name: "Archive event type" }).click();
  await page.getByRole("button", { name: "Remove for good…" }).click();
  const dialog = page.getByRole("dialog", { name: `Remove ${name} for good?` });
  await expect(dialog).toContainText(/goes on: 1\sendpoint gets it by a group/);
  await dialog.getByRole("button", { name: "Remove event type" }).click();
  await expect(dialog.getByText(`Type the name as it is: ${name}.`)).toBeVisible();
  await dialog.getByRole("textbox").fill(name);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/console/event-types");
  // What is still sent without it is offered to be described.
  await expect(page.getByRole("link", { name: `Describe ${name}` })).toBeVisible();
});

test("a type that is called like a page of ours has its own, and one that no address could name is refused", async ({
  consolePage: page,
  api,
}) => {
  const names = ["new", "import"];
  // Bookmarks of the pages that were there lead on.
  await page.goto("/console/event-types/new");
  await expect(page.getByRole("heading", { name: "New event type", level: 1 })).toBeVisible();
  try {
    for (const name of names) {
      await api("PUT", `/api/v1/event-type/${name}`, { description: `Called ${name}.` });
      await page.goto(`/console/event-types?q=${name}`);
      await page.getByRole("row").getByRole("link", { name, exact: true }).click();
      await expect(page.getByRole("heading", { name, level: 1, exact: true })).toBeVisible();
      await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue(`Called ${name}.`);
    }
  } finally {
    for (const name of names) await api("DELETE", `/api/v1/event-type/${name}?expunge=true`);
  }
  for (const name of [".", ".."]) {
    const refused = await api("POST", "/api/v1/event-type", { name, description: "" });
    expect(refused.status).toBe(422);
    expect(JSON.stringify(refused.body)).toContain("no address would lead to it");
  }
});

test("a document is previewed as what it adds, changes and leaves; what is chosen is imported, and nothing is fetched", async ({
  consolePage: page,
  svix,
}) => {
  const prefix = unique();
  let asked = 0;
  const outside = createServer((_, response) => {
    asked++;
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(outside, "listening");
  const { port } = outside.address() as AddressInfo;
  await svix.eventType.create({ name: `${prefix}.changed`, description: "Before." });
  await svix.eventType.create({ name: `${prefix}.same`, description: "Same." });
  const body = (schema: string) => `requestBody: {content: {application/json: {schema: ${schema}}}}`;
  await page.goto("/console/catalogue/import");
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "OpenAPI document" })).toHaveAccessibleDescription(/Paste a document/);
  await page.locator('input[type="file"]').setInputFiles({
    name: "api.yaml",
    mimeType: "application/yaml",
    buffer: Buffer.from(`openapi: 3.1.0
webhooks:
  ${prefix}.added: {post: {summary: New., ${body("{properties: {id: {}, at: {}}}")}}}
  ${prefix}.left: {post: {summary: Not now.}}
  ${prefix}.changed: {post: {summary: After.}}
  ${prefix}.same: {post: {summary: Same.}}
  ${prefix}.remote: {post: {${body(`{$ref: "http://127.0.0.1:${port}/a.json"}`)}}}
  not a name: {}
`),
  });
  const preview = page.getByRole("region", { name: "Preview of the import" });
  await expect(preview).toContainText("2 to add, 1 to change. 1 is the same already. 2 cannot be imported.");
  await expect(preview).toContainText(`refers to http://127.0.0.1:${port}/a.json, which is not within the document.`);
  await expect(preview).toContainText("cannot be the name of an event type");
  await expect(page.getByRole("list", { name: `What changes in ${prefix}.changed` })).toContainText('was"Before."');
  await expectAccessible(page);
  await preview.getByRole("checkbox", { name: `${prefix}.left` }).uncheck();
  await preview.getByRole("button", { name: "Import 2 event types" }).click();
  await expect(page.getByRole("heading", { name: "Imported: 1 event type added, 1 changed." })).toBeFocused();
  expect((await svix.eventType.get(`${prefix}.changed`)).description).toBe("After.");
  await expect(svix.eventType.get(`${prefix}.left`)).rejects.toMatchObject({ code: 404 });
  expect(asked).toBe(0);
  outside.close();

  await page.getByRole("link", { name: `${prefix}.added` }).click();
  await expect(page.getByRole("heading", { name: `${prefix}.added`, level: 1 })).toBeVisible();
  // Search leads there, too. The page that was come to may have drawn its frame anew just after the key was pressed.
  const search = page.getByRole("combobox", { name: "Search" });
  await expect(async () => {
    await page.keyboard.press("ControlOrMeta+k");
    await expect(search).toBeFocused({ timeout: 1_000 });
    await search.fill(`${prefix}.changed`);
    await expect(page.getByRole("option", { name: `Event type ${prefix}.changed` })).toBeVisible({ timeout: 5_000 });
  }).toPass();
  await page.getByRole("option", { name: `Event type ${prefix}.changed` }).click();
  await expect(page.getByRole("heading", { name: `${prefix}.changed`, level: 1 })).toBeVisible();
});

test.describe("documents that cannot be read", () => {
  test.use({ allowConsoleErrors: [/422 \(Unprocessable Entity\)/] });

  test("are refused with what is wrong with them, and stay in the field", async ({ consolePage: page }) => {
    await page.goto("/console/catalogue/import");
    const field = page.getByRole("textbox", { name: "OpenAPI document" });
    for (const [document, said] of [
      ["openapi: 3.1.0", "has neither webhooks nor x-webhooks"],
      ["a: [", "It "],
    ] as const) {
      await field.fill(document);
      await page.getByRole("button", { name: "Preview", exact: true }).click();
      await expect(page.getByRole("alert").filter({ hasText: "The document cannot be read." })).toContainText(said);
      await expect(field).toHaveValue(document);
    }
  });
});

test("an operational endpoint chooses from what the operator is told of, not from the customers' catalogue", async ({
  consolePage: page,
  svix,
  receiver,
}) => {
  const operational = await svix.operationalWebhook.endpoint.create({ url: receiver.url, disabled: true });
  await page.goto("/console/developers/operational-webhooks");
  await page.waitForURL("**/console/applications/app_*");
  await page.goto(`${page.url()}/endpoints/${operational.id}/settings`);
  await page.getByRole("radio", { name: "Choose…" }).first().check();
  await expect(page.getByRole("checkbox", { name: "endpoint.disabled" })).toBeVisible();
  await expect(page.getByRole("checkbox", { name: "job.created" })).toHaveCount(0);
  await page.getByRole("checkbox", { name: "endpoint.disabled" }).check();
  await page.getByRole("button", { name: /^Save (the )?event types$/ }).click();
  await expect
    .poll(async () => (await svix.operationalWebhook.endpoint.get(operational.id)).eventTypes)
    .toEqual(["endpoint.disabled"]);
  await svix.operationalWebhook.endpoint.delete(operational.id);
});

test("who may not change event types reads them, and is told what is missing", async ({ page, svix }) => {
  const name = `${unique()}.read`;
  await svix.eventType.create({ name, description: "Only read.", schemas: { "1": { properties: { id: {} } } } });
  const [cookieName = "", value = ""] = (await staffOf("viewer")).cookie?.split(/=(.*)/) ?? [];
  await page.context().addCookies([{ name: cookieName, value, url: BASE_URL }]);
  await page.goto(`/console/event-types/${name}`);
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.getByText("To change it: Needs the role engineer. Yours is viewer")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await expectAccessible(page);
  await page.goto("/console/event-types");
  await expect(page.getByRole("button", { name: "New event type" })).toHaveAttribute("aria-disabled", "true");
  for (const path of ["new", "import"]) {
    await page.goto(`/console/catalogue/${path}`);
    await expect(page.getByText("Needs the role engineer.")).toBeVisible();
  }
});

inSampledViews([1280, 390], (width) => {
  test(`the pages of event types are accessible and fit at ${width} px`, async ({ consolePage: page, svix }) => {
    const name = `${unique()}.seen`;
    const schemas = { "1": { type: "object", examples: [{ a: 1 }] }, "2": { type: "object", examples: [{ b: 1 }, 7] } };
    await svix.eventType.create({ name, description: "**Seen**", schemas, deprecated: true });
    await page.setViewportSize({ width, height: 1600 });
    const list = "/console/event-types";
    const others = ["/console/catalogue/new", "/console/catalogue/import"];
    for (const path of [list, `${list}/${name}`, `${list}?state=archived&q=nothing`, ...others]) {
      await page.goto(path);
      if (path.includes("seen")) await expect(schemaOf(page, 2)).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(0);
    }
  });
});
