import type { Page } from "@playwright/test";
import { call, notYet, until, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

const EMAIL = "jane@customer.example";

/** The value of a line of facts. */
const fact = (page: Page, label: string) =>
  page.locator("dt", { hasText: new RegExp(`^${label}$`) }).locator("xpath=following-sibling::dd[1]");
const tab = (page: Page, name: string) => page.getByRole("tab", { name }).click();
const openDelivery = async (page: Page, applicationId: string, deliveryId: string, query = "") => {
  await page.goto(`/portal/${applicationId}/deliveries/${deliveryId}${query}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
};

test("a payload that is kept says until when; wiped after success it says why it is gone and since when, in every language", async ({
  portalPage: page,
  application,
  receiver,
  svix,
  api,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const kept = await svix.message.create(application.id, { eventType: "job.done", payload: { email: EMAIL } });
  const keptDelivery = await untilDelivery({ application, message: kept, endpoint }, "delivered");
  await openDelivery(page, application.id, keptDelivery.id);
  await expect(fact(page, "Payload")).toHaveText(/^Kept until \d+\s\w+.*\.$/);
  await tab(page, "Response");
  await expect(page.getByText(/^Headers and body are kept until/)).toBeVisible();

  const body = { eventType: "job.done", payload: { email: EMAIL }, wipePayloadAfterSuccess: true };
  const { body: message } = await api("POST", `/api/v1/app/${application.id}/msg`, body);
  const wiped = { id: (message as { id: string }).id };
  const delivery = await untilDelivery({ application, message: wiped, endpoint }, "delivered");
  await until(
    "the payload to be wiped",
    async () => {
      const params = { app_id: application.id, delivery_id: delivery.id };
      const { payload } = await call("GET /app/{app_id}/delivery/{delivery_id}", { params });
      return payload.gone ? { gone: payload.gone } : notYet(payload);
    },
    60_000,
  );
  const words =
    /Removed \d+\s\w+, \d\d:\d\d, after every delivery of the message had succeeded\. It cannot be replayed\./;
  await openDelivery(page, application.id, delivery.id);
  await expect(fact(page, "Payload")).toHaveText(words);
  const replay = page.getByRole("button", { name: "Replay", exact: true });
  await expect(replay).toHaveAttribute("aria-disabled", "true");
  await expect(replay).toHaveAttribute("title", "The payload is no longer kept, so this cannot be replayed.");
  await tab(page, "Request");
  await expect(page.getByRole("tabpanel")).toContainText(
    /Removed .*, after every delivery of the message had succeeded/,
  );
  await tab(page, "Exact bytes");
  await expect(page.getByRole("tabpanel")).toContainText("The body, which the signature covers, is not shown. Removed");
  await expectAccessible(page);
  await page.goto(`/portal/${application.id}/messages/${wiped.id}`);
  await expect(fact(page, "Payload")).toHaveText(words);
  await page.goto(`/portal/${application.id}/verify?delivery=${delivery.id}`);
  await expect(page.getByText(/What was sent in that delivery is no longer kept\..*Removed/)).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Body" })).toHaveValue("");

  const refused = await api("POST", `/api/v1/app/${application.id}/delivery/${delivery.id}/replay`);
  expect(refused).toMatchObject({ status: 400, body: { code: "missing_payload" } });
  expect(receiver.requests).toHaveLength(2);

  const inEach = {
    de: "nachdem alle Zustellungen der Nachricht erfolgreich waren. Sie kann nicht erneut gesendet werden.",
    fr: "une fois toutes les livraisons du message réussies. Il ne peut pas être rejoué.",
    es: "después de que todas las entregas del mensaje llegaran. No se puede reenviar.",
    "pt-BR": "depois que todas as entregas da mensagem deram certo. Não é possível reenviar.",
    ja: "メッセージのすべての配信が成功したため、削除されました",
  };
  for (const [locale, text] of Object.entries(inEach)) {
    await openDelivery(page, application.id, delivery.id, `?locale=${locale}`);
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await expect(page.getByRole("main")).toContainText(text);
  }
});

test("a redacted body says what stands in its place, is not called what was signed, and is no base for the checker", async ({
  portalPage: page,
  application,
  receiver,
  svix,
  api,
}) => {
  receiver.answerWith({ status: 200, body: `hello ${EMAIL}` });
  const rules = { redaction: [{ path: "$.email" }] };
  expect((await api("PATCH", `/api/v1/app/${application.id}/privacy`, rules)).status).toBe(200);
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  // Processes follow within seconds.
  const message = await until("the rule to hold", async () => {
    const one = await svix.message.create(application.id, { eventType: "job.done", payload: { email: EMAIL, n: 1 } });
    const { payload } = await svix.message.get(application.id, one.id, { withContent: true });
    return payload.email === "[redacted]" ? one : notYet(payload);
  });
  const delivery = await untilDelivery({ application, message, endpoint }, "delivered");
  await openDelivery(page, application.id, delivery.id);
  const panel = page.getByRole("tabpanel");
  await tab(page, "Response");
  await expect(panel).toContainText(/Where \[redacted\] or •••• stands/);
  await expect(panel).not.toContainText(EMAIL);
  await tab(page, "Request");
  await expect(panel).toContainText("The service redacts some values: [redacted] or •••• stands in their place here.");
  await panel.getByRole("button", { name: "Exact bytes" }).click();
  await expect(panel).toContainText("This is not byte for byte what was signed.");
  await expect(panel).not.toContainText("This is what was signed.");
  await expectAccessible(page);
  await tab(page, "Exact bytes");
  await expect(panel).toContainText("This is not byte for byte what was signed.");
  await expect(panel).not.toContainText("The signature covers the body as it stands here.");

  await page.goto(`/portal/${application.id}/verify?delivery=${delivery.id}`);
  await expect(
    page.getByText("The service redacts values of this delivery, so its body is not filled in."),
  ).toBeVisible();
  const sent = receiver.requests.find(({ headers }) => headers["webhook-id"] === message.id);
  await page.getByRole("textbox", { name: "Body" }).fill(sent?.rawBody.toString() ?? "");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByText("The signature is right")).toBeVisible();
});

test("of an erased message nothing raw is shown: not in the reply, the diagnosis, or the difference of two tries", async ({
  portalPage: page,
  application,
  receiver,
  svix,
}) => {
  receiver.answerWith({ status: 400, body: "who are you?" });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const message = await svix.message.create(application.id, { eventType: "job.done", payload: { email: EMAIL } });
  const delivery = await untilDelivery({ application, message, endpoint }, ({ attempts }) => attempts.length > 1);
  await svix.message.expungeContent(application.id, message.id);
  await openDelivery(page, application.id, delivery.id);
  await expect(fact(page, "Payload")).toHaveText(
    /^Erased by the service \d+\s\w+, \d\d:\d\d\. It cannot be replayed\.$/,
  );
  const panel = page.getByRole("tabpanel");
  await expect(panel).toContainText("Headers and body of the reply were erased by the service");
  await expect(page.getByRole("main")).not.toContainText("EXPUNGED");
  await page.getByRole("combobox", { name: "Compare with" }).selectOption("Try 1");
  await expect(panel).toContainText("There is nothing to compare: of at least one of the tries it is no longer kept.");
  await tab(page, "Request");
  await expect(panel).toContainText("There is nothing to compare");
  await expectAccessible(page);

  // Nothing can be tried on it: the example is what is offered.
  await page.goto(`/portal/${application.id}/endpoints/${endpoint.id}`);
  await page
    .getByRole("button", { name: /Send test/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expect(page.getByRole("button", { name: /last message|recent/i })).toHaveCount(0);
});
