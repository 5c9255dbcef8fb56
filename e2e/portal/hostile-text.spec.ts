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
