import { expect, expectAccessible, inEachColorScheme, STAFF, test } from "@/e2e/fixtures.ts";

test("whoever is not signed in signs in and comes back to the page they asked for", async ({ page }) => {
  await page.goto("/console/applications?q=acme");
  await expect(page.getByRole("heading", { name: "Sign in to the console" })).toBeVisible();

  await page.getByLabel("E-mail").fill(STAFF.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(STAFF.password);
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/\/console\/applications\?q=acme$/);
  await expect(page.getByRole("heading", { name: "Applications" })).toBeVisible();
});

test("a wrong password and an unknown e-mail get the same sentence", async ({ page }) => {
  await page.goto("/console/sign-in");
  const refused = page.getByRole("alert").filter({ hasText: "do not belong together" });
  for (const email of [STAFF.email, "nobody@posthorn.test"]) {
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(`not the password of ${email}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(refused).toHaveText("This e-mail and password do not belong together.");
    await expect(page.getByLabel("E-mail")).toHaveValue(email);
    await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
    await page.goto("/console/sign-in");
  }
});

test("after five wrong passwords the account rests, and the page says so", async ({ page }) => {
  await page.goto("/console/sign-in");
  const refused = page.getByRole("alert").filter({ hasText: /do not belong together|Too many/ });
  for (let attempt = 1; attempt <= 6; attempt++) {
    await page.getByLabel("E-mail").fill("rests@posthorn.test");
    await page.getByLabel("Password", { exact: true }).fill(`guess ${attempt}`);
    await page.keyboard.press("Enter");
    // The answer empties the password, whether or not its words are the same as before.
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
    await expect(refused).toBeVisible();
  }
  await expect(page.getByRole("alert").filter({ hasText: "Too many" })).toContainText("15 minutes");
});

test("signing in never leads to another site", async ({ page }) => {
  await page.goto("/console/sign-in?next=https://evil.test/console");
  await page.getByLabel("E-mail").fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/console$/);
});

test("a set-up link without its code says what is missing", async ({ page }) => {
  await page.goto("/console/set-up");
  await expect(page.getByText("the part after the # is missing")).toBeVisible();
  await expectAccessible(page);
});

inEachColorScheme(() => {
  test("the sign-in page is accessible", async ({ page }) => {
    await page.goto("/console/sign-in");
    await expectAccessible(page);
  });
});
