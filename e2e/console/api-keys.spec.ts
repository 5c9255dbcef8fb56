import { BASE_URL, expect, expectAccessible, inEachColorScheme, test } from "@/e2e/fixtures.ts";

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

test("a key without a name is not made, and the field says why", async ({ consolePage: page }) => {
  await page.goto("/console/developers/keys");
  await page.getByRole("button", { name: "Create key" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Create key" }).click();
  await expect(page.getByText("Say where the key is used.")).toBeVisible();
});

inEachColorScheme(() => {
  for (const width of [1280, 390]) {
    test(`keys are accessible and fit at ${width} px, with the dialog open too`, async ({ consolePage: page }) => {
      await page.setViewportSize({ width, height: 1600 });
      await page.goto("/console/developers/keys");
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
        0,
      );
      await page.getByRole("button", { name: "Create key" }).click();
      await expectAccessible(page);
    });
  }
});
