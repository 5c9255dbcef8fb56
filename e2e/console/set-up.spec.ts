import { expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";

test.describe.configure({ timeout: 180_000 });
// A page that asks for news while its session ends is refused.
test.use({ allowConsoleErrors: [/401 .*\/api\/v1\/(summary|api-request)/] });

const INSTANCE = "e2e-set-up";
let service: Service;

test.beforeAll(async () => {
  forgetInstance(INSTANCE);
  service = await startService(INSTANCE, {
    POSTHORN_ADMIN_EMAIL: "",
    POSTHORN_ADMIN_PASSWORD: "",
    POSTHORN_DEMO: "0",
    POSTHORN_BOOTSTRAP_API_KEY: "",
  });
});
test.afterAll(() => service.stop());

test("the link of the first start makes the first account, once; signing out ends the session of one browser", async ({
  page,
  browser,
}) => {
  const link = await expect
    .poll(() => service.lines.map((line) => /https?:\S+\/console\/set-up#k=\S+/.exec(line)?.[0]).find(Boolean))
    .toBeTruthy()
    .then(() => service.lines.map((line) => /https?:\S+\/console\/set-up#k=\S+/.exec(line)?.[0]).find(Boolean) ?? "");

  await page.goto(`${service.url}/console`);
  await expect(page.getByRole("heading", { name: "Nobody can sign in yet." })).toBeVisible();

  await page.goto(link);
  await page.getByLabel("Your name").fill("Sam");
  await page.getByLabel("E-mail").fill("sam@posthorn.test");
  await page.getByLabel("Password", { exact: true }).fill("a few words of mine");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(`${service.url}/console`);
  await expect(page.getByRole("heading", { name: "Your first delivery" })).toBeVisible();

  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(link);
  await expect(other.getByText("It has been used")).toBeVisible();
  await other.goto(`${service.url}/console`);
  await other.getByLabel("E-mail").fill("sam@posthorn.test");
  await other.getByLabel("Password", { exact: true }).fill("a few words of mine");
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("heading", { name: "Your first delivery" })).toBeVisible();

  await page.getByRole("button", { name: "Signed in as Sam" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await other.reload();
  await expect(other.getByRole("heading", { name: "Your first delivery" })).toBeVisible();
  await elsewhere.close();
});
