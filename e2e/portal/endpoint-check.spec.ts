import { expect, test } from "@/e2e/fixtures.ts";

test("leaving the URL says where it leads, and does not keep anybody from saving it", async ({
  portalPage: page,
  application,
  receiver,
}) => {
  await page.goto(`/portal/${application.id}/endpoints/new`);
  const url = page.getByLabel("Your URL");
  await url.fill(receiver.url);
  await url.press("Tab");
  await expect(url).toHaveAccessibleDescription(/Reachable, without encryption\./);
  expect(receiver.requests).toEqual([]);

  await url.fill("https://192.168.0.1/hooks");
  await url.press("Tab");
  await expect(url).toHaveAccessibleDescription(/not allowed: it is private or reserved/);
  await url.fill("");
  await expect(url).toHaveAccessibleDescription(/No server ready\?/);
});

test("pressing a button right after typing is not missed because of what the check says", async ({
  portalPage: page,
  application,
  receiver,
}) => {
  await page.goto(`/portal/${application.id}/endpoints/new`);
  await page.getByLabel("Your URL").fill(receiver.url);
  await page.getByRole("button", { name: "Add and send a test" }).click();
  await receiver.waitFor(1);
});

test("a deleted endpoint is had back with Undo", async ({ portalPage: page, svix, application, receiver }) => {
  const { id } = await svix.endpoint.create(application.id, { url: receiver.url, metadata: {} });
  await svix.endpoint.patch(application.id, id, { description: "kept" });
  await page.goto(`/portal/${application.id}/endpoints/${id}/settings`);
  const host = new URL(receiver.url).host;
  await page
    .getByRole("button", { name: /^Delete/ })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Delete ${host}` })
    .click();
  await expect(page.getByText(`Deleted ${host}.`)).toBeVisible();
  await expect(page).toHaveURL(/\/endpoints$/);
  await expect(svix.endpoint.get(application.id, id)).rejects.toMatchObject({ code: 404 });

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: host }).first()).toBeVisible();
  expect(await svix.endpoint.get(application.id, id)).toMatchObject({ id, description: "kept" });
});
