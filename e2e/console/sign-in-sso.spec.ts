import { randomBytes } from "node:crypto";
import { type TOTP, URI } from "otpauth";
import { type Claims, startIdentityProvider } from "@/e2e/console/identity-provider.ts";
import { expect, expectAccessible, STAFF, test } from "@/e2e/fixtures.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";

test.describe.configure({ timeout: 180_000, mode: "serial" });

// What is refused is an error to the browser: mistakes made on purpose, and what an open page asks once its session has ended.
test.use({ allowConsoleErrors: [/status of (401|422)/] });

const INSTANCE = "e2e-sso";
let service: Service;
/** By the name that Next gives this machine. */
let url: string;
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;

test.beforeAll(async () => {
  forgetInstance(INSTANCE);
  provider = await startIdentityProvider();
  service = await startService(INSTANCE, {
    PUBLIC_URL: "",
    POSTHORN_DEMO: "0",
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: "Acme ID",
    OIDC_ALLOWED_DOMAINS: "acme.example",
    OIDC_NEW_ROLE: "viewer",
    OIDC_ROLES: "ops=engineer",
    STAFF_SECOND_FACTOR_ROLES: "admin",
  });
  url = service.url.replace("127.0.0.1", "localhost");
  provider.register(`${url}/console/auth/callback/sso`);
});
test.afterAll(async () => {
  await service.stop();
  await provider.stop();
});

const newcomer = (claims: Partial<Claims> = {}): Claims => {
  const name = `Tom ${randomBytes(3).toString("hex")}`;
  return { name, email: `${name.replace(" ", ".")}@acme.example`, email_verified: true, ...claims };
};

test("somebody of the company comes in by the provider, to the page they asked for, with the role it says", async ({
  page,
}) => {
  const claims = newcomer({ groups: ["ops", "else"] });
  provider.be("t1", claims);
  await page.goto(`${url}/console/developers/keys`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await expect(page).toHaveURL(`${url}/console/developers/keys`);
  await page.getByRole("button", { name: `Signed in as ${claims.name}` }).click();
  await expect(page.getByText("Role: engineer")).toBeVisible();
  const asked = provider.asked.at(-1);
  expect(asked?.get("code_challenge_method")).toBe("S256");
  expect([asked?.get("state"), asked?.get("nonce")].every((one) => (one?.length ?? 0) > 20)).toBe(true);

  await page.getByRole("link", { name: "Your account" }).click();
  await expect(page.getByText("you sign in at your identity provider")).toBeVisible();
  await expect(page.getByRole("row", { name: /Chrome.*this browser/ })).toBeVisible();
});

test("who comes by another address of the service is led to the one that the provider knows", async ({ page }) => {
  provider.be("o1", newcomer());
  await page.goto(`${service.url}/console/account`);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "another address" })).toBeVisible();
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await expect(page).toHaveURL(`${url}/console/account`);
});

test("who may not come in is told why: an unverified address, another domain, an address of somebody else", async ({
  page,
}) => {
  const taken = newcomer();
  provider.be("u1", taken);
  await page.goto(`${url}/console/sign-in`);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await expect(page).toHaveURL(`${url}/console`);
  await page.context().clearCookies();

  const refused: [string, Claims, RegExp][] = [
    ["u2", newcomer({ email: STAFF.email, email_verified: false }), /does not say that your e-mail address/],
    ["u3", newcomer({ email: STAFF.email }), /of your domain cannot sign in/],
    ["u4", taken, /belongs to somebody else/],
  ];
  for (const [sub, claims, why] of refused) {
    provider.be(sub, claims);
    await page.goto(`${url}/console/sign-in`);
    await page.getByRole("button", { name: "Continue with Acme ID" }).click();
    await expect(page.getByRole("alert").filter({ hasText: why })).toBeVisible();
    const cookies = await page.context().cookies(url);
    expect(cookies.map(({ name }) => name)).not.toContain("posthorn-staff");
    await page.context().clearCookies();
  }
});

test("an answer of the provider that this browser did not ask for is worth nothing", async ({ page, browser }) => {
  provider.be("v1", newcomer());
  let address = "";
  await page.route(`${provider.issuer}/**`, (route) => {
    address = route.request().url();
    return route.fulfill({ contentType: "text/html", body: "<main>stopped here</main>" });
  });
  await page.goto(`${url}/console/sign-in`);
  await page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await expect(page.getByText("stopped here")).toBeVisible();

  const elsewhere = await browser.newContext();
  while (!address.startsWith(url)) {
    const answer = await elsewhere.request.get(address, { maxRedirects: 0 });
    address = new URL(String(answer.headers().location), address).href;
  }
  const victim = await elsewhere.newPage();
  await victim.goto(address);
  await expect(victim.getByRole("alert").filter({ hasText: "identity provider" })).toBeVisible();
  expect((await elsewhere.cookies()).map(({ name }) => name)).not.toContain("posthorn-staff");
  await elsewhere.close();
});

test("a role that needs a second factor opens nothing before there is one, then asks for it each time", async ({
  page,
}) => {
  await page.goto(`${url}/console/applications`);
  await page.getByLabel("E-mail").fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Set up a second factor" })).toBeVisible();

  const headers = { "x-posthorn-console": "1" };
  expect((await page.request.get(`${url}/api/v1/app`, { headers })).status()).toBe(403);
  const key = page.getByRole("button", { name: "Copy key" });
  await expect(key).toBeVisible();
  await expectAccessible(page);
  await page.goto(`${url}/console/developers/keys`);
  await expect(page.getByRole("heading", { name: "Set up a second factor" })).toBeVisible();

  const secret = await key.locator("xpath=..").innerText();
  const totp = URI.parse(`otpauth://totp/x?secret=${secret.replace(/\W/g, "")}`) as TOTP;
  await page.getByLabel("Code that the app shows").fill("000000");
  await page.getByRole("button", { name: "Turn on" }).click();
  await expect(page.getByText("The code is not right at the moment")).toBeVisible();
  await page.getByLabel("Code that the app shows").fill(totp.generate());
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = (await page.getByRole("region", { name: "recovery codes" }).innerText()).trim().split(/\s+/);
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page).toHaveURL(`${url}/console/developers/keys`);

  await page.getByRole("button", { name: /Signed in as/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(`${url}/console/sign-in**`);
  await page.goto(`${url}/console/developers/keys`);
  await page.getByLabel("E-mail").fill(STAFF.email);
  await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Your second factor" })).toBeVisible();
  await expectAccessible(page);
  // Between the two steps nothing is open.
  expect((await page.request.get(`${url}/api/v1/account`, { headers })).status()).toBe(401);
  await page.getByLabel("Code").fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "not right at the moment" })).toBeVisible();
  await page.getByLabel("Code").fill(String(codes[0]));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(`${url}/console/developers/keys`);
});

test("who comes by the provider and has a second factor lands on the page they asked for, and what was refused is written down", async ({
  page,
}) => {
  const claims = newcomer({ groups: ["ops"] });
  provider.be("w1", claims);
  const bySso = () => page.getByRole("button", { name: "Continue with Acme ID" }).click();
  await page.goto(`${url}/console/account`);
  await bySso();
  await page.getByRole("button", { name: "Set up", exact: false }).first().click();
  const secret = await page.getByRole("button", { name: "Copy key" }).locator("xpath=..").innerText();
  const totp = URI.parse(`otpauth://totp/x?secret=${secret.replace(/\W/g, "")}`) as TOTP;
  await page.getByLabel("Code that the app shows").fill(totp.generate());
  await page.getByRole("button", { name: "Turn on" }).click();
  const codes = (await page.getByRole("region", { name: "recovery codes" }).innerText()).trim().split(/\s+/);
  await page.getByRole("button", { name: "I have kept them" }).click();
  await page.context().clearCookies();

  await page.goto(`${url}/console/audit?what=staff`);
  await bySso();
  await expect(page).toHaveURL(`${url}/console/sign-in/code?next=%2Fconsole%2Faudit%3Fwhat%3Dstaff`);
  await page.getByLabel("Code").fill("000000");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "not right at the moment" })).toBeVisible();
  await page.getByLabel("Code").fill(String(codes[0]));
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(`${url}/console/audit?what=staff`);
  const refused = page.getByRole("button", { name: "Staff: sign in refused" });
  await expect(refused.first()).toBeVisible();
  await refused.first().click();
  await expect(page.getByRole("table", { name: "What changed" }).getByRole("row", { name: /way.*code/ })).toBeVisible();
});
