import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("a refused signature is taken apart: what was sent, what the server saw, and whose secret it is", async ({
  page,
  svix,
  application,
  receiver,
  openPortal,
}) => {
  // A second try would have another moment, and so another signature than the one that is pasted.
  receiver.answerWith({
    status: 401,
    headers: { "retry-after": "600" },
    body: '{"error":"No matching signature found"}',
  });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, uid: "billing" });
  await svix.message.create(application.id, { eventType: "job.created", payload: { total: 1, name: "Größe" } });
  await receiver.waitFor(1);
  const tries = async () => (await svix.messageAttempt.listByEndpoint(application.id, endpoint.id)).data.length;
  await expect.poll(tries).toBeGreaterThan(0);
  await openPortal(page, application, {});
  await page.goto(`/portal/${application.id}/verify?endpoint=${endpoint.id}`);
  const checker = page.getByRole("region", { name: "Find out why a check fails" });
  await expect(checker).toContainText("Filled in from the last failed delivery");
  await expect(checker.getByRole("textbox", { name: "Headers" })).toHaveValue(/webhook-signature: v1,/);
  await checker.getByRole("button", { name: "Check", exact: true }).click();
  const verdict = checker.getByRole("status");
  await expect(verdict).toContainText("The signature is right.");

  const body = checker.getByRole("textbox", { name: "Body" });
  const sent = await body.inputValue();
  await body.fill(JSON.stringify(JSON.parse(sent), null, 2));
  await expect(verdict).toContainText("The body was changed. It says the same but is not what we signed: its spaces");
  await expect(checker).toContainText("They differ at byte 1");
  await body.fill(sent);
  await checker.getByRole("combobox", { name: "Secret" }).selectOption({ label: "One that I paste" });
  await checker.getByRole("textbox", { name: "The secret that your server uses" }).fill(`whsec_${"A".repeat(43)}=`);
  await expect(verdict).toContainText("Another secret. It was signed with the secret of 127.0.0.1");
  expect(new URL(page.url()).search).not.toContain("whsec");

  // Pasted from a log, without knowing of the delivery.
  await checker.getByRole("button", { name: "Forget it" }).click();
  const headers = await checker.getByRole("textbox", { name: "Headers" }).inputValue();
  expect(headers).toBe("");
  const [request] = receiver.requests;
  const pastedHeaders = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(
    (name) => `"${name}": "${request?.headers[name]}"`,
  );
  await checker.getByRole("textbox", { name: "Headers" }).fill(`{${pastedHeaders.join(", ")}}`);
  await body.fill(sent.replace("1", "2"));
  await checker.getByRole("button", { name: "Check", exact: true }).click();
  await expect(verdict).toContainText("It does not match");
  await checker.getByRole("button", { name: "Compare with what we sent" }).click();
  await expect(verdict).toContainText("The body was changed. It is not what we signed. The secret is right.");
});

test("the handler of the last language is shown again, with the line that people get wrong", async ({
  portalPage: page,
  application,
}) => {
  await page.goto(`/portal/${application.id}/verify`);
  await page.getByRole("link", { name: "Go", exact: true }).click();
  await expect(page).toHaveURL(/lang=go/);
  await expect(page.getByRole("region", { name: "Handler for Go" }).locator("mark")).toContainText("io.ReadAll");
  await page.goto(`/portal/${application.id}/verify`);
  await expect(page.getByRole("region", { name: "Handler for Go" })).toBeVisible();
});

test("the page is accessible in light, dark and at 390 px", async ({
  page,
  svix,
  application,
  receiver,
  openPortal,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url });
  await openPortal(page, application);
  await page.goto(`/portal/${application.id}/verify`);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByRole("status").filter({ hasText: "Header missing" })).toBeVisible();
  for (const [colorScheme, width] of [
    ["light", 1280],
    ["dark", 1280],
    ["light", 390],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 1400 });
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
});
