import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "@/e2e/fixtures.ts";

const SCRIPT = "</title></script><script>window.hostile = 1</script><img src=x onerror='window.hostile = 1'>";
const HIDDEN = "\u001b[31m\u202Egnp.exe\u2066";

test("what customers, events and their servers write is text on every page", async ({
  page,
  svix,
  receiver,
  openPortal,
  signInStaff,
}) => {
  receiver.answerWith({
    status: 500,
    headers: {
      "content-type": "text/html",
      "x-hostile": "<script>window.hostile=1</script>",
      location: "javascript:1",
    },
    body: SCRIPT + HIDDEN,
  });
  const application = await svix.application.create({ name: `Hostile ${SCRIPT}` });
  await svix.endpoint.create(application.id, { url: `${receiver.url}?x=%3Cscript%3E`, description: SCRIPT });
  await svix.message.create(application.id, {
    eventType: "hostile.text",
    payload: { [SCRIPT]: SCRIPT, url: "javascript:1" },
  });
  await receiver.waitFor(1);

  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  await openPortal(page, application);
  const portal = `/portal/${application.id}`;
  await page.goto(`${portal}/deliveries?q=${encodeURIComponent(SCRIPT)}`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.goto(`${portal}/deliveries`);
  await page
    .getByRole("link", { name: /hostile\.text/ })
    .first()
    .click();
  await expect(page.getByRole("dialog")).toBeVisible();
  for (const key of ["1", "2", "3", "4"]) await page.keyboard.press(key);
  await expect(page.getByRole("dialog")).toContainText("window.hostile");
  await page.goto(`${portal}/endpoints`);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  await signInStaff(page);
  for (const path of [
    "/console/applications",
    `/console/applications/${application.id}`,
    "/console/search?q=Hostile",
  ]) {
    await page.goto(path);
    await expect(page.getByText("Hostile").first()).toBeVisible();
  }
  expect(dialogs).toBe(0);
  expect(await page.evaluate(() => "hostile" in window)).toBe(false);
  expect(await page.locator("a[href^='javascript:'], img[src='x']").count()).toBe(0);
});

const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff]);
const REPLIES: Record<string, (response: http.ServerResponse) => void> = {
  script: (response) => response.writeHead(500, { "content-type": "image/svg+xml" }).end(`<svg onload="${SCRIPT}">`),
  huge: (response) => response.writeHead(500).end(`${SCRIPT}${"x".repeat(3_000_000)}`),
  binary: (response) => response.writeHead(500, { "content-type": "image/png" }).end(PICTURE),
  broken: (response) =>
    response.writeHead(500).end(Buffer.concat([Buffer.from(HIDDEN), Buffer.from([0xc3, 0x28, 0xff])])),
  flood: (response) => {
    for (let n = 0; n < 400; n++) response.setHeader(`x-flood-${n}`, `<img src=x>${"y".repeat(100)}`);
    response.writeHead(500).end(SCRIPT);
  },
};

test("whatever a receiver answers is shown as text or hex, from every side, and harms nothing", async ({
  page,
  svix,
  api,
  application,
  openPortal,
}) => {
  const server = http.createServer((request, response) => {
    request.resume();
    REPLIES[request.url?.slice(1) ?? ""]?.(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  for (const name of Object.keys(REPLIES))
    await svix.endpoint.create(application.id, { url: `http://127.0.0.1:${port}/${name}`, description: name });
  const { id } = await svix.message.create(application.id, { eventType: "hostile.reply", payload: {} });
  const deliveries = async () => {
    const { body } = await api("GET", `/api/v1/app/${application.id}/delivery?q=${id}`);
    return (body as { data: { id: string; endpointName: string; attemptCount: number }[] }).data;
  };
  await expect.poll(async () => (await deliveries()).filter(({ attemptCount }) => attemptCount > 0).length).toBe(5);

  let dialogs = 0;
  page.on("dialog", (dialog) => {
    dialogs++;
    void dialog.dismiss();
  });
  await openPortal(page, application);
  const shown: Record<string, string> = {
    script: "<svg onload=",
    huge: "The first 20.0 kB",
    binary: "Binary, as hex",
    broken: "Binary, as hex",
    flood: "x-flood-0",
  };
  for (const { id: deliveryId, endpointName } of await deliveries()) {
    await page.goto(`/portal/${application.id}/deliveries/${deliveryId}?try=1&tab=response`);
    await expect(page.getByRole("tabpanel")).toContainText(shown[endpointName] ?? "");
    for (const key of ["4", "2", "3", "1"]) {
      await page.keyboard.press(key);
      await expect(page.getByRole("tab", { selected: true })).toHaveCount(1);
    }
    // Nothing that somebody else wrote makes the page wider than it is.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
  expect(dialogs).toBe(0);
  expect(await page.evaluate(() => "hostile" in window)).toBe(false);
  expect(await page.locator("main svg[onload], main img[src='x']").count()).toBe(0);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});
