import { type Api, expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test("staff replay for a customer from the application, and the customer sees it without their name", async ({
  api,
  consolePage: page,
  svix,
  application,
  receiver,
  openPortal,
}) => {
  receiver.answerWith(500);
  await api("POST", `/api/v1/app/${application.id}/endpoint`, {
    url: receiver.url,
    name: "billing",
    deliveryOptions: { finalStatusCodes: ["500"] },
  });
  await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n: 0 } });
  const failed = `/api/v1/app/${application.id}/delivery?status=failed`;
  await expect.poll(async () => ((await api("GET", failed)).body as { data: unknown[] }).data.length).toBe(1);

  await page.goto(`/console/applications/${application.id}`);
  await page.getByRole("main").getByRole("link", { name: "Replays", exact: true }).click();
  await page.getByRole("link", { name: "New replay" }).click();
  await page.getByRole("button", { name: "Replay 1", exact: true }).click();
  await page.waitForURL("**/replays/qtask_*");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByText(/Nothing was sent/)).toBeVisible();

  await openPortal(page, application);
  await page.goto(`/portal/${application.id}/replays`);
  await expect(page.getByRole("row", { name: /failed · all endpoints/ })).toContainText("Somebody else");
});

/** A customer whose server refused so many invoices. */
async function aFailingCustomer(api: Api, url: string, count: number): Promise<{ id: string; name: string }> {
  const name = `Refused ${Math.random().toString(36).slice(2, 8)}`;
  const { id } = (await api("POST", "/api/v1/app", { name })).body as { id: string };
  await api("POST", `/api/v1/app/${id}/endpoint`, { url, deliveryOptions: { finalStatusCodes: ["500"] } });
  const messages = Array.from({ length: count }, (_, n) => ({ eventType: "invoice.paid", payload: { n } }));
  await api("POST", `/api/v1/app/${id}/msg/batch`, { messages });
  const failed = `/api/v1/app/${id}/delivery?status=failed`;
  await expect.poll(async () => ((await api("GET", failed)).body as { data: unknown[] }).data.length).toBe(count);
  return { id, name };
}

test("a replay across customers is counted, narrowed, confirmed, stops when it fails, and is told to each customer", async ({
  api,
  consolePage: page,
  receiver,
  openPortal,
}) => {
  receiver.answerWith(500);
  const [one, two, three] = await Promise.all([
    aFailingCustomer(api, receiver.url, 4),
    aFailingCustomer(api, receiver.url, 3),
    aFailingCustomer(api, receiver.url, 2),
  ]);
  const ids = [one, two, three].map(({ id }) => id).join();
  await page.goto(`/console/replays/new?app=${ids}&range=1h&rate=4`);
  await expect(page.getByText("9 deliveries")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Leave out ${three.name}` }).click();
  await expect(page.getByText("7 deliveries")).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`(!|%21)${three.id}`));
  const replay = page.getByRole("button", { name: "Replay 7", exact: true });
  await replay.click();
  await expect(page.getByText("Type how many it is: 7.")).toBeVisible();
  await page.getByLabel("To confirm, type how many: 7").fill("7");
  await page.getByLabel("Reason").fill("Their servers are back");
  await replay.click();
  await page.waitForURL("**/console/replays/qtask_*");

  // They are not: it stops after more than half of them, and nobody has to watch it.
  await expect(page.getByText(/failed again, so it has stopped/)).toBeVisible({ timeout: 25_000 });
  await expectAccessible(page);
  receiver.answerWith(200);
  await page.getByRole("button", { name: "Go on all the same" }).click();
  await expect(page.getByText(/arrived, .* failed again, for 2 customers\./)).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("row", { name: new RegExp(one.name) })).toBeVisible();
  await page.getByRole("link", { name: /^Replay the \d that failed again$/ }).click();
  await expect(page.getByText("What failed again in the other replay")).toBeVisible();
  await page.goto("/console/replays");
  await expect(page.getByRole("row", { name: /Across customers/ }).first()).toContainText("Finished");

  await openPortal(page, one);
  await page.goto(`/portal/${one.id}/activity`);
  await expect(page.getByText(/Started the replay/).first()).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: /^qtask_/ })).toHaveCount(0);
});

test("nobody gets around the guard rails by the API", async ({ api, receiver }) => {
  receiver.answerWith(500);
  const customers = [await aFailingCustomer(api, receiver.url, 2), await aFailingCustomer(api, receiver.url, 2)];
  const since = new Date(Date.now() - 3_600_000).toISOString();
  const wish = { since, applicationIds: customers.map(({ id }) => id) };
  const { body } = await api("POST", "/api/v1/replays/dry-run", wish);
  expect(body).toMatchObject({ deliveries: 4, customers: 2, needs: { count: true, secondPerson: false } });
  expect((await api("POST", "/api/v1/replays", { ...wish, confirmedCount: 4 })).status, "no reason").toBe(422);
  expect((await api("POST", "/api/v1/replays", { ...wish, ratePerEndpoint: 0 })).status).toBe(422);
  const started = await api("POST", "/api/v1/replays", { ...wish, confirmedCount: 400, reason: "Everything" });
  const path = `/api/v1/replays/${(started.body as { id: string }).id}`;
  await expect.poll(async () => (await api("GET", path)).body).toMatchObject({ asks: "confirmation" });
  expect((await api("POST", `${path}/resume`)).status).toBe(409);
  expect((await api("POST", `/api/v1/background-task/${path.split("/").at(-1)}/resume`)).status).toBe(409);
  expect((await api("POST", `${path}/approve`)).status, "by a key").toBe(403);
  expect((await api("POST", `${path}/confirm`, { count: 5, reason: "Everything" })).status).toBe(422);
  expect(receiver.requests, "nothing was sent meanwhile").toHaveLength(4);
  receiver.answerWith(200);
  expect((await api("POST", `${path}/confirm`, { count: 4, reason: "Everything" })).status).toBe(200);
  await receiver.waitFor(8);
  await expect.poll(async () => (await api("GET", path)).body).toMatchObject({ state: "finished" });
});
