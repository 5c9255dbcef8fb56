import { randomUUID } from "node:crypto";
import type { Api } from "@/e2e/fixtures.ts";
import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

const schemaOf = (field: string) => ({
  type: "object",
  required: ["id"],
  properties: { id: { type: "string", description: "Id of the parcel." }, [field]: { type: "integer" } },
  examples: [{ id: "par_1", [field]: 1200 }],
});

/** The catalogue belongs to the whole installation: names of this test's own. */
async function createTypes(api: Api) {
  const group = `t${randomUUID().slice(0, 8)}`;
  const make = async (name: string, fields: object = {}) => {
    const body = { name: `${group}.${name}`, description: `A parcel was ${name}.`, ...fields };
    expect((await api("POST", "/api/v1/event-type", body)).status).toBe(201);
    return body.name;
  };
  const schemas = { "1": schemaOf("weightOfOld"), "2": schemaOf(`${group}Grams`) };
  return {
    field: `${group}Grams`,
    group,
    sent: await make("sent", { schemas, groupName: group }),
    lost: await make("lost", { deprecated: true, sunsetAt: "2031-05-04T12:00:00Z" }),
    hidden: await make("hidden", { featureFlags: ["beta"] }),
    gone: await make("gone", { archived: true }),
  };
}

test("anybody reads the catalogue, and a link to an event type shows its fields, example and versions", async ({
  page,
  api,
  request,
}) => {
  const { group, sent, lost, hidden, gone, field } = await createTypes(api);
  await page.goto(`/catalogue?q=${group}`);
  const table = page.getByRole("table", { name: "Event types by group" });
  await expect(table.getByRole("link")).toHaveText([lost, sent]);
  await expect(table.getByRole("row", { name: new RegExp(lost) })).toContainText("Deprecated");

  await page.getByRole("link", { name: sent }).click();
  await expect(page).toHaveURL(`/catalogue/${sent}`);
  await expect(page.getByRole("heading", { level: 1, name: sent })).toBeVisible();
  await expect(page.getByText("A parcel was sent.")).toBeVisible();
  const fields = page.getByRole("table", { name: `Fields of ${sent}` });
  await expect(fields.getByRole("row", { name: new RegExp(`^${field}`) })).toBeVisible();
  await expect(page.getByRole("region", { name: "Example", exact: true })).toContainText("par_1");
  await page
    .getByRole("navigation", { name: "Versions of the schema" })
    .getByRole("link", { name: "Version 1" })
    .click();
  await expect(page).toHaveURL(`/catalogue/${sent}?version=1`);
  await expect(fields.getByRole("row", { name: /^weightOfOld/ })).toBeVisible();

  await page.goto(`/catalogue/${lost}`);
  await expect(page.getByRole("main")).toContainText("Deprecated. It is still sent until 4 May 2031.");
  for (const name of [hidden, gone, "no.such.type"]) {
    expect((await request.get(`/catalogue/${name}`)).status(), name).toBe(404);
  }
});

test("a visitor finds nothing to change and nothing of any customer", async ({ page, api, request }) => {
  const { sent } = await createTypes(api);
  await page.goto(`/catalogue/${sent}`);
  await expect(page.getByRole("heading", { level: 1, name: sent })).toBeVisible();
  await expect(page.getByRole("switch")).toHaveCount(0);
  await expect(page.getByRole("button", { name: /Send test/ })).toHaveCount(0);
  await expect(page.getByText("Who gets it")).toHaveCount(0);
  expect(await page.context().cookies()).not.toContainEqual(expect.objectContaining({ httpOnly: true }));
  expect((await request.get("/api/v1/event-type")).status()).toBe(401);
});

inSampledViews([1400, 390], (width) => {
  test(`the public catalogue is accessible at ${width} px`, async ({ page, api }) => {
    const { group, sent, lost } = await createTypes(api);
    await page.setViewportSize({ width, height: 1400 });
    for (const path of [`?q=${group}`, `/${sent}`, `/${lost}`]) {
      await page.goto(`/catalogue${path}`);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
    }
  });
});
