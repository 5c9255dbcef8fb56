import { BASE_URL, expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

function listApplications(token: string) {
  return fetch(`${BASE_URL}/api/v1/app?limit=1`, { headers: { authorization: `Bearer ${token}` } });
}

test("a key is shown once, works at once, and is refused from its revocation on", async ({ consolePage: page }) => {
  const name = `billing ${Date.now()}`;
  await page.goto("/console/developers/keys");
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.keyboard.press("Enter");
  const shown = page.getByRole("dialog", { name: `Key ${name}` });
  const token = (await shown.getByRole("region", { name: /API key/ }).innerText()).match(/ph_live_\S+/)?.[0] ?? "";
  expect((await listApplications(token)).status).toBe(200);

  await shown.getByRole("button", { name: "I have copied it" }).click();
  expect(await page.content()).not.toContain(token);
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText(token.slice(-4));

  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  const confirm = page.getByRole("dialog", { name: `Revoke ${name}?` });
  await expect(confirm.getByRole("button", { name: "Keep it" })).toBeFocused();
  await confirm.getByRole("button", { name: "Revoke key" }).click();
  await expect(confirm).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: name, visible: true })).toHaveCount(0);
  expect((await listApplications(token)).status).toBe(401);
});

test("a key is rolled: the new one is shown once, and both work", async ({ consolePage: page, api }) => {
  const name = `rolled ${Date.now()}`;
  const old = (await api("POST", "/api/v1/api-key", { name })).body as { token: string };
  await page.goto("/console/developers/keys");
  await page.getByRole("button", { name: `Roll ${name}` }).click();
  await page.getByRole("dialog").getByLabel("The old one works for").selectOption("1 hour");
  await page.getByRole("dialog").getByRole("button", { name: "Roll key" }).click();
  const shown = page.getByRole("dialog", { name: `Key ${name}` });
  const token = (await shown.getByRole("region", { name: /API key/ }).innerText()).match(/ph_live_\S+/)?.[0] ?? "";
  expect([(await listApplications(token)).status, (await listApplications(old.token)).status]).toEqual([200, 200]);
  await shown.getByRole("button", { name: "I have copied it" }).click();
  await expect(page.getByRole("row").filter({ hasText: old.token.slice(-4) })).toContainText(
    "a newer one takes its place",
  );
});

test("a key without a name is not made, and the field says why", async ({ consolePage: page }) => {
  await page.goto("/console/developers/keys");
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Say where the key is used.")).toBeVisible();
});

test.describe("mistakes", () => {
  test.use({ allowConsoleErrors: [/422 \(Unprocessable Entity\)/] });

  test("a key is limited to chosen scopes, one application and networks, and the list says so", async ({
    consolePage: page,
    application,
  }) => {
    const name = `limited ${Date.now()}`;
    await page.goto("/console/developers/keys");
    await page.getByRole("button", { name: "Create key" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("May do").selectOption("What I choose");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog.getByText("Choose at least one scope.")).toBeVisible();

    await dialog.getByLabel("endpoints:read").check();
    await dialog.getByRole("textbox", { name: /^Application/ }).fill(application.id);
    await dialog.getByLabel("Networks").fill("127.0.0.0");
    await dialog.getByRole("button", { name: "Create key" }).click();
    await expect(dialog.getByText(/^The list of networks/)).toBeVisible();
    await dialog.getByLabel("Networks").fill("127.0.0.0/8, fd00::/8");
    await dialog.getByRole("button", { name: "Create key" }).click();
    const shown = page.getByRole("dialog", { name: `Key ${name}` });
    const token = (await shown.getByRole("region", { name: /API key/ }).innerText()).match(/ph_live_\S+/)?.[0] ?? "";
    await shown.getByRole("button", { name: "I have copied it" }).click();

    const row = page.getByRole("row").filter({ hasText: name });
    await expect(row).toContainText("endpoints:read");
    await expect(row).toContainText(`for ${application.name}, from 127.0.0.0/8, fd00::/8`);
    const authorization = `Bearer ${token}`;
    const own = await fetch(`${BASE_URL}/api/v1/app/${application.id}/endpoint`, { headers: { authorization } });
    expect([own.status, (await listApplications(token)).status]).toEqual([200, 403]);
  });
});

inSampledViews([1280, 390], (width) => {
  test(`keys are accessible and fit at ${width} px, with the dialog open too`, async ({ consolePage: page }) => {
    await page.setViewportSize({ width, height: 1600 });
    await page.goto("/console/developers/keys");
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
    await page.getByRole("button", { name: "Create key" }).click();
    await page.getByRole("dialog").getByLabel("May do").selectOption("What I choose");
    await expectAccessible(page);
  });
});
