import { AppPortalCapability, type Svix } from "svix";
import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

const SCHEMA = {
  type: "object",
  required: ["id", "status"],
  properties: {
    id: { type: "string", description: "Id of the shipment." },
    status: { type: "string", enum: ["sent", "lost"] },
    parcels: {
      type: "array",
      items: { type: "object", properties: { weightGrams: { type: "integer", description: "With its packing." } } },
    },
  },
  examples: [{ id: "shp_1", status: "sent", parcels: [{ weightGrams: 1200 }] }],
};

/** The catalogue belongs to the whole installation: a name of this test's own. */
async function createType(svix: Svix) {
  const name = `shipment.t${Date.now().toString(36)}${Math.random().toString(36).slice(2, 6)}`;
  await svix.eventType.create({ name, description: "A shipment left the warehouse.", schemas: { "1": SCHEMA } });
  return name;
}

test("an event type is found by one of its fields and its shape copied", async ({ portalPage, svix, application }) => {
  const name = await createType(svix);
  await portalPage.goto(`/portal/${application.id}/event-types`);
  await portalPage.keyboard.press("/");
  await portalPage.keyboard.type("weightgrams");
  await expect(portalPage.getByRole("row", { name: new RegExp(name) })).toContainText("parcels[].weightGrams");
  await expect(portalPage).toHaveURL(/q=weightgrams/);

  await portalPage.getByRole("link", { name }).click();
  await expect(portalPage.getByRole("heading", { level: 1, name })).toBeVisible();
  const table = portalPage.getByRole("table", { name: `Fields of ${name}` });
  await expect(table.getByRole("row", { name: /^id/ })).toContainText("required");
  await expect(table.getByRole("row", { name: /^status/ })).toContainText('One of "sent", "lost"');
  await expect(table.getByRole("row", { name: /^weightGrams/ })).toContainText("With its packing.");
  await expect(portalPage.getByRole("region", { name: "TypeScript" })).toContainText('status: "sent" | "lost";');
  await portalPage.getByRole("tab", { name: "cURL" }).click();
  await expect(portalPage.getByRole("region", { name: "cURL" })).toContainText('"id":"shp_1"');
  await expect(portalPage.getByRole("link", { name: "Deliveries of this type" })).toHaveAttribute(
    "href",
    new RegExp(`deliveries\\?type=${name}`),
  );
});

test("an endpoint is subscribed in place, and a test is followed to its outcome", async ({
  portalPage,
  svix,
  application,
  receiver,
}) => {
  const name = await createType(svix);
  const other = await createType(svix);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, eventTypes: [other] });
  await portalPage.goto(`/portal/${application.id}/event-types/${name}`);

  const toggle = portalPage.getByRole("switch", { name: new URL(receiver.url).host });
  await expect(toggle).not.toBeChecked();
  await toggle.press("Space");
  await expect(toggle).toBeChecked();
  await expect
    .poll(async () => (await svix.endpoint.get(application.id, endpoint.id)).eventTypes?.toSorted())
    .toEqual([name, other].toSorted());
  await portalPage.getByRole("button", { name: "Undo" }).click();
  await expect(toggle).not.toBeChecked();

  await portalPage.getByRole("button", { name: /^Send test to/ }).click();
  await expect(portalPage).toHaveURL(/deliveries\/dlv_/);
  await expect(portalPage.getByRole("heading", { level: 1 })).toContainText("Delivered");
  const [request] = await receiver.waitFor(1);
  expect(JSON.parse(String(request?.rawBody))).toEqual(SCHEMA.examples[0]);
});

test("a session that may only look sees who gets it and can change nothing", async ({
  page,
  openPortal,
  svix,
  application,
  receiver,
}) => {
  const name = await createType(svix);
  await svix.endpoint.create(application.id, { url: receiver.url });
  await openPortal(page, application, { capabilities: [AppPortalCapability.ViewBase] });
  await page.goto(`/portal/${application.id}/event-types/${name}`);
  await expect(page.getByRole("region", { name: "Who gets it" })).toContainText("gets everything");
  await expect(page.getByRole("switch")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Send test/ })).toHaveCount(0);
});

inSampledViews([1400, 320], (width) => {
  test(`catalogue and event type are accessible at ${width} px`, async ({
    page,
    openPortal,
    svix,
    application,
    receiver,
  }) => {
    const name = await createType(svix);
    await svix.endpoint.create(application.id, { url: receiver.url, eventTypes: [name] });
    await page.setViewportSize({ width, height: 2600 });
    await openPortal(page, application);
    for (const path of ["event-types", "event-types?q=no-such-thing", `event-types/${name}`]) {
      await page.goto(`/portal/${application.id}/${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  });
});
