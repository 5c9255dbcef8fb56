import { gzipSync } from "node:zlib";
import { BASE_URL, expect, test } from "@/e2e/fixtures.ts";

const KIB = 1024;
const ROWS = 50;

test("a page of 50 rows is light: one origin, two fonts, no bodies, and texts of one language", async ({
  page,
  svix,
  api,
  application,
  receiver,
  openPortal,
}) => {
  await svix.endpoint.create(application.id, { url: receiver.url, description: "orders" });
  const sent = await api("POST", `/api/v1/app/${application.id}/msg/batch`, {
    messages: Array.from({ length: ROWS }, (_, i) => ({
      eventType: "order.created",
      payload: { order: `order-${i}`, secretOfTheBody: "x".repeat(500) },
    })),
  });
  expect(sent.status).toBeLessThan(300);
  await receiver.waitFor(ROWS);
  await openPortal(page, application);

  const requested: { url: string; type: string }[] = [];
  page.on("request", (request) => requested.push({ url: request.url(), type: request.resourceType() }));
  // Asked for by the filter bar, in the same moment as what the list lacks.
  const settled = page.waitForRequest(/\/event-type\?/);
  const path = `/portal/${application.id}/deliveries`;
  await page.goto(path);
  await expect(page.getByRole("row", { name: /order\.created/ })).not.toHaveCount(0);

  // What the first HTML holds is not asked for once more: the rows would go and come back.
  await settled;
  const lists = requested.map(({ url }) => new URL(url).pathname).filter((one) => /\/delivery(-histogram)?$/.test(one));
  expect(lists).toEqual([]);

  const html = await (await page.request.get(path)).text();
  expect(gzipSync(html).length, "HTML and RSC, gzip").toBeLessThanOrEqual(40 * KIB);
  expect(html).not.toContain("secretOfTheBody");
  expect(html).not.toContain("whsec_");
  const foreign = requested.filter(({ url }) => !url.startsWith(BASE_URL) && !/^(data|blob):/.test(url));
  expect(foreign).toEqual([]);
  const texts = requested.filter(({ url }) => url.includes("/messages/"));
  expect(texts.map(({ url }) => new URL(url).pathname)).toEqual([
    expect.stringMatching(/^\/messages\/en\.[0-9a-f]+\.js$/),
  ]);
  const fonts = requested.filter(({ type }) => type === "font");
  expect(fonts.length).toBeLessThanOrEqual(2);
  const files = await Promise.all(fonts.map(async ({ url }) => (await page.request.get(url)).body()));
  expect(files.reduce((sum, file) => sum + file.length, 0)).toBeLessThanOrEqual(60_000);
});
