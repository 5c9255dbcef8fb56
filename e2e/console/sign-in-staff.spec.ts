import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { addStaff } from "@/e2e/api/staff.ts";
import { expect, expectAccessible, STAFF, test } from "@/e2e/fixtures.ts";

// What is refused is an error to the browser: mistakes made on purpose, and what an open page asks once its session has ended.
test.use({ allowConsoleErrors: [/status of (401|409|422)/] });

const unique = () => randomBytes(3).toString("hex");

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.goto("/console/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/console$/);
}

test("an admin invites somebody, who joins with a password of their own; then the role and the account change at once", async ({
  consolePage,
  browser,
}) => {
  const name = `Pia ${unique()}`;
  const email = `${name.replace(" ", "-")}@posthorn.test`.toLowerCase();
  await consolePage.goto("/console/settings/staff");
  await consolePage.getByRole("button", { name: "Invite" }).click();
  const dialog = consolePage.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(STAFF.email);
  await dialog.getByRole("button", { name: "Invite" }).click();
  await expect(dialog.getByText("Somebody with this e-mail exists already.")).toBeVisible();
  await dialog.getByLabel("E-mail").fill(email);
  await dialog.getByLabel("Role").selectOption("engineer");
  await dialog.getByRole("button", { name: "Invite" }).click();
  const link = await dialog.getByRole("region", { name: "link" }).innerText();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(consolePage.getByRole("row", { name: new RegExp(email) })).toContainText("invited");
  await expectAccessible(consolePage);

  const theirs = await browser.newContext();
  const page = await theirs.newPage();
  await page.goto(link.trim());
  await expect(page.getByRole("heading", { name: "Join the console" })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill("password1234");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByText("known from breaches")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("mauve teapots hum");
  await page.getByRole("button", { name: "Join" }).click();
  await expect(page.getByRole("button", { name: `Signed in as ${name}` })).toBeVisible();
  await page.goto("/console/developers/keys");
  await expect(page.getByRole("button", { name: "Create key" })).toBeVisible();

  await consolePage.reload();
  await consolePage.getByRole("link", { name }).click();
  await expect(consolePage.getByRole("row", { name: /Chrome on .* password/ })).toBeVisible();
  await expectAccessible(consolePage);
  await consolePage.getByRole("button", { name: "Change role" }).click();
  await dialog.getByLabel("Role").selectOption("support");
  await dialog.getByRole("button", { name: "Change role" }).click();
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("API keys are not shown to you.")).toBeVisible();
  await page.goto("/console/settings/staff");
  await expect(page.getByText("Needs the role admin. Yours is support")).toBeVisible();

  await consolePage.getByRole("button", { name: "Actions" }).click();
  await consolePage.getByRole("menuitem", { name: "Turn off…" }).click();
  await dialog.getByRole("button", { name: "Turn off" }).click();
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.goto(link.trim());
  await expect(page.getByText("It has been used, was replaced by a newer one")).toBeVisible();
  await theirs.close();
});

test("somebody who forgot their password gets a link from an admin, and is signed out where they were", async ({
  consolePage,
  browser,
}) => {
  const person = await addStaff("viewer");
  const theirs = await browser.newContext();
  const page = await theirs.newPage();
  await signIn(page, person);

  await consolePage.goto("/console/settings/staff");
  await consolePage.getByRole("link", { name: person.name }).click();
  await consolePage.getByRole("button", { name: "Actions" }).click();
  await consolePage.getByRole("menuitem", { name: "Link for a new password…" }).click();
  const dialog = consolePage.getByRole("dialog");
  await dialog.getByRole("button", { name: "Make link" }).click();
  const link = await dialog.getByRole("region", { name: "link" }).innerText();

  const phone = await browser.newContext();
  const other = await phone.newPage();
  await other.goto(link.trim());
  await other.getByLabel("New password").fill("mauve teapots hum");
  await other.getByRole("button", { name: "Change password" }).click();
  await expect(other).toHaveURL(/\/console$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await Promise.all([theirs.close(), phone.close()]);
});

test("people change their name and password, see where they are signed in, and end it elsewhere", async ({
  page,
  browser,
}) => {
  const person = await addStaff("support");
  await signIn(page, person);
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await signIn(other, person);

  await page.getByRole("button", { name: `Signed in as ${person.name}` }).click();
  await page.getByRole("link", { name: "Your account" }).click();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change name" }).click();
  const dialog = page.getByRole("dialog");
  const renamed = `Renamed ${unique()}`;
  await dialog.getByLabel("Name").fill(renamed);
  await dialog.getByRole("button", { name: "Change name" }).click();
  await expect(page.getByRole("button", { name: `Signed in as ${renamed}` })).toBeVisible();

  await expect(page.getByRole("row", { name: /Chrome/ })).toHaveCount(2);
  await page.getByRole("button", { name: /^End / }).click();
  await expect(page.getByRole("row", { name: /Chrome/ })).toHaveCount(1);
  await other.reload();
  await expect(other.getByRole("button", { name: "Sign in" })).toBeVisible();

  await signIn(other, person);
  await page.getByRole("button", { name: "Change password" }).click();
  await dialog.getByLabel("Old password").fill("not my password");
  await dialog.getByLabel("New password").fill("mauve teapots hum");
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog.getByText("This is not your password.")).toBeVisible();
  await dialog.getByLabel("Old password").fill(person.password);
  await dialog.getByRole("button", { name: "Change password" }).click();
  await expect(dialog).toHaveCount(0);
  await other.reload();
  await expect(other.getByRole("button", { name: "Sign in" })).toBeVisible();

  await page.getByRole("button", { name: `Signed in as ${renamed}` }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await elsewhere.close();
});
