import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

test("a request is in the log a moment later; filters are in the address, and a row opens with what was wrong", async ({
  consolePage: page,
  context,
  api,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const made = await api("POST", "/api/v1/api-key", { name: `log ${Date.now()}` });
  const { id, token, name } = made.body as { id: string; token: string; name: string };
  const uid = `log-${Date.now()}`;
  const headers = { authorization: `Bearer ${token}` };
  await page.goto("/console/developers/logs");
  await page.getByRole("combobox", { name: "Key" }).selectOption(id);
  await expect(page).toHaveURL(new RegExp(`key=${id}`));
  await expect(page.getByText("No request in the log is like that.")).toBeVisible();

  await api("POST", "/api/v1/app", { name: "Log", uid }, headers);
  await api("POST", `/api/v1/app/${uid}/msg`, { payload: {} }, { ...headers, "x-request-id": `request-of-${uid}` });
  const refused = page.getByRole("row").filter({ hasText: `POST /app/${uid}/msg` });
  await expect(refused).toContainText("422");
  await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(2);

  await page.getByRole("combobox", { name: "Status" }).selectOption("4xx");
  await expect(page).toHaveURL(/status=4xx/);
  await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(1);
  await refused.getByRole("link").click();
  const sheet = page.getByRole("dialog");
  await expect(sheet).toContainText("/app/{app_id}/msg");
  await expect(sheet).toContainText("eventType");
  await expect(sheet).toContainText(`request-of-${uid}`);
  await sheet.getByRole("button", { name: /Copy curl/ }).click();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toContain(`/api/v1/app/${uid}/msg'`);
  expect(command).toContain(`••••${token.slice(-4)}`);
  expect(command).not.toContain(token);

  await page.goto(page.url());
  await expect(page.getByRole("dialog")).toContainText("/app/{app_id}/msg");
  expect(await page.content()).not.toContain(token);
});

test("a request that is not in the log any more is told as that", async ({ consolePage: page }) => {
  await page.goto("/console/developers/logs?path=nobody-ever-asked-for-this");
  await expect(page.getByText("No request in the log is like that.")).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page).toHaveURL(/\/logs$/);
});

inSampledViews([1280, 390], (width) => {
  test(`the log is accessible and fits at ${width} px`, async ({ consolePage: page, application }) => {
    expect(application.id).toMatch(/^app_/);
    await page.setViewportSize({ width, height: 1600 });
    await page.goto("/console/developers/logs");
    await expect(page.getByRole("row").nth(1)).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
});
