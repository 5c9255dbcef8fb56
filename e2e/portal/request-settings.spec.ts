import { createHmac } from "node:crypto";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("credentials, another body and a signature of one's own are set in the portal, previewed, and arrive", async ({
  portalPage: page,
  svix,
  application,
  receiver,
}) => {
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url });
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { amount: 5 } });
  await receiver.waitFor(1);
  await page.goto(`/portal/${application.id}/endpoints/${id}/settings`);

  await page.getByRole("button", { name: "Add authentication" }).click();
  await page.getByRole("radio", { name: "Bearer token" }).check();
  await page.getByRole("button", { name: "Save the authentication" }).click();
  await expect(page.getByText("This is needed.")).toBeVisible();
  await page.getByLabel("Token", { exact: true }).fill("token-for-the-test");
  await page.getByRole("button", { name: "Save the authentication" }).click();
  const stored = page.getByRole("list", { name: "What is sent now" });
  await expect(stored).toContainText("A bearer token, …test");
  await expect(page.getByLabel("Token", { exact: true })).toHaveValue("");
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByRole("dialog").getByText("Delivered", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Change body and signatures" }).click();
  await page.getByRole("radio", { name: "An object around the payload" }).check();
  await page.getByRole("button", { name: "Add a signature" }).click();
  await page.getByRole("textbox", { name: "Header of signature 1" }).fill("X-Shop-Signature");
  const preview = page.getByRole("region", { name: "The request as it would be sent" });
  await expect(preview.getByRole("row", { name: /X-Shop-Signature sha256=/ })).toBeVisible();
  await expect(preview.getByRole("row", { name: /Authorization Bearer ••••test/ })).toBeVisible();
  await expect(preview).toContainText("webhook_id");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save body and signatures" }).click();
  await expect(page.getByText("Signed in webhook-signature and X-Shop-Signature.", { exact: false })).toBeVisible();

  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { amount: 6 } });
  const [request] = await receiver.waitFor(({ rawBody }) => rawBody.includes('"amount":6'));
  const { key } = await svix.endpoint.getSecret(application.id, id);
  expect(request?.headers.authorization).toBe("Bearer token-for-the-test");
  const expected = createHmac("sha256", key)
    .update(request?.rawBody ?? "")
    .digest("hex");
  expect(request?.headers["x-shop-signature"]).toBe(`sha256=${expected}`);
  expect(JSON.parse(request?.rawBody.toString() ?? "")).toMatchObject({ event: "invoice.paid", data: { amount: 6 } });

  // It is saved as a whole: what is kept secret has to be given again.
  await page.getByRole("radio", { name: "None" }).check();
  await page.getByRole("button", { name: "Save the authentication" }).click();
  await expect(page.getByText("None: requests are signed, and carry no credentials.")).toBeVisible();
});
