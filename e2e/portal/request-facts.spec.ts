import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("an endpoint's page tells what was set over the API: transformation, body, signatures, authentication", async ({
  portalPage,
  api,
  svix,
  application,
  receiver,
}) => {
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url });
  const path = `/api/v1/app/${application.id}/endpoint/${id}`;
  const facts = portalPage.getByRole("region", { name: "How it is set up" });
  await portalPage.goto(`/portal/${application.id}/endpoints/${id}`);
  await expect(facts).toContainText("Secret");
  for (const word of ["Transformation", "Body", "Signatures", "Authentication"]) {
    await expect(facts.getByText(word, { exact: true })).toHaveCount(0);
  }

  const hmacHeaders = [{ header: "X-Acme-Signature" }];
  await api("PATCH", path, { deliveryOptions: { format: "envelope", svixHeaders: true, hmacHeaders } });
  await api("PUT", `${path}/authentication`, { bearer: { token: "only-tests-know-this" } });
  const code = "function handler(webhook) { throw new Error('unlucky'); }";
  await api("PATCH", `${path}/transformation`, { code, enabled: true });
  await portalPage.reload();
  await expect(facts).toContainText("Code may change or cancel each message before it is sent");
  await expect(facts).toContainText("An envelope around the payload, with event, time and try");
  await expect(facts).toContainText("svix-signature, X-Acme-Signature, besides webhook-signature");
  await expect(facts).toContainText("With a bearer token");
  await expectAccessible(portalPage);

  await svix.message.create(application.id, { eventType: "job.completed", payload: {} });
  const delivery = await until("a failed try", async () => {
    const { body } = await api("GET", `/api/v1/app/${application.id}/delivery?endpoint=${id}`);
    const [found] = (body as { data: { id: string; cause: string | null }[] }).data;
    return found?.cause ? found : notYet(body);
  });
  await portalPage.goto(`/portal/${application.id}/deliveries/${delivery.id}`);
  await expect(portalPage.getByText("The transformation said")).toBeVisible();

  await api("PATCH", `${path}/transformation`, { enabled: false });
  await portalPage.goto(`/portal/${application.id}/endpoints/${id}`);
  await expect(facts).toContainText("Turned off");
});

test("an endpoint that signs with a key pair shows its public key, and no secret", async ({
  portalPage,
  api,
  application,
  receiver,
}) => {
  const made = await api("POST", `/api/v1/app/${application.id}/endpoint`, { url: receiver.url, secretKind: "v1a" });
  const { id } = made.body as { id: string };
  const { body } = await api("GET", `/api/v1/app/${application.id}/endpoint/${id}/secret`);
  const { key } = body as { key: string };
  for (const page of ["", "/settings"]) {
    await portalPage.goto(`/portal/${application.id}/endpoints/${id}${page}`);
    await expect(portalPage.getByText(key)).toBeVisible();
    await expect(portalPage.getByText("whsec_", { exact: false })).toHaveCount(0);
    await expectAccessible(portalPage);
  }
});
