import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("an endpoint's page says that it has a payload filter, and what it wants", async ({
  portalPage,
  svix,
  api,
  application,
  receiver,
}) => {
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url });
  const facts = portalPage.getByRole("region", { name: "How it is set up" });
  await portalPage.goto(`/portal/${application.id}/endpoints/${id}`);
  await expect(facts).toContainText("Everything, later types too");
  await expect(facts).not.toContainText("Payload filter");

  const filter = { all: [{ path: "/amount", op: "gt", value: 100 }, { not: { path: "/test", op: "exists" } }] };
  await api("PATCH", `/api/v1/app/${application.id}/endpoint/${id}`, { filter });
  await portalPage.reload();
  await expect(facts).toContainText("Only when /amount is greater than 100 and not (/test is there)");
  await expectAccessible(portalPage);
});
