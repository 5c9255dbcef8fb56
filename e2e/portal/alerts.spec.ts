import { MAIL } from "@/e2e/environment.ts";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";
import { type Mailbox, startMailbox } from "@/e2e/mailbox.ts";

test.describe.configure({ mode: "serial" });

let mailbox: Mailbox;
test.beforeAll(async () => {
  mailbox = await startMailbox(MAIL);
});
test.afterAll(() => mailbox.close());

const mailsTo = (address: string) => mailbox.mails.filter((mail) => mail.to.includes(address));
const linkIn = (text: string) => /(http:\/\/\S+\/alerts\/\S+)/.exec(text)?.[1] ?? "";

async function mailTo(address: string, subject: RegExp) {
  const found = () => mailsTo(address).find((mail) => subject.test(mail.headers.get("subject")?.[0] ?? ""));
  await expect.poll(found, { timeout: 20_000 }).toBeDefined();
  const mail = found();
  if (!mail) throw new Error("polled for it");
  return mail;
}

test("an address is added, confirmed by its owner, told of an endpoint that was turned off, and unsubscribed", async ({
  portalPage: page,
  application,
  svix,
  receiver,
  browser,
}) => {
  const address = `ops+${application.id.slice(-8).toLowerCase()}@customer.example`;
  await page.goto(`/portal/${application.id}/settings`);
  await expect(page.getByText("Nobody gets alerts yet.")).toBeVisible();
  await page.getByRole("button", { name: "Add a recipient…" }).click();
  await page.getByRole("button", { name: "Add and send the link" }).click();
  await expect(page.getByText("Enter an e-mail address.")).toBeVisible();
  await page.getByLabel("E-mail address").fill(address);
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Waits to be confirmed.")).toBeVisible();

  // The owner of the address has no session. Opening the link changes nothing; the button does.
  const confirmation = await mailTo(address, /^Confirm alerts/);
  const link = linkIn(confirmation.text);
  const owner = await (await browser.newContext()).newPage();
  await owner.goto(link);
  await page.reload();
  await expect(page.getByText("Waits to be confirmed.")).toBeVisible();
  await expectAccessible(owner);
  await owner.getByRole("button", { name: "Yes, send alerts" }).click();
  await expect(owner.getByRole("button", { name: "Unsubscribe" })).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: `Send a test to ${address}` }).click();
  await expect(page.getByText(/^The test was sent/)).toBeVisible();
  await mailTo(address, /^Test alert/);
  await expectAccessible(page);

  receiver.answerWith({ status: 410 });
  await svix.endpoint.create(application.id, { url: receiver.url, description: "", metadata: {} });
  await svix.message.create(application.id, { eventType: "job.created", payload: {} });
  const alert = await mailTo(address, /was turned off on/);
  expect(alert.text).toContain("answered 410 Gone");
  expect(alert.headers.get("list-unsubscribe-post")).toEqual(["List-Unsubscribe=One-Click"]);

  // As a mail program does for its own button: a post without cookies or origin.
  const oneClick = /<(.+)>/.exec(alert.headers.get("list-unsubscribe")?.[0] ?? "")?.[1] ?? "";
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const opened = await fetch(oneClick, { redirect: "manual" });
  expect(opened.status).toBe(303);
  await owner.reload();
  await expect(owner.getByRole("button", { name: "Unsubscribe" })).toBeVisible();
  const answer = await fetch(oneClick, {
    method: "POST",
    body: "List-Unsubscribe=One-Click",
    headers,
    redirect: "error",
  });
  expect(answer.status).toBe(200);
  await owner.goto(linkIn(alert.text));
  await expect(owner.getByText(/gets no more alerts/)).toBeVisible();
  await owner.context().close();

  await page.reload();
  await expect(page.getByText(/^Unsubscribed/)).toBeVisible();
  await page.getByRole("button", { name: `Remove ${address}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Nobody gets alerts yet.")).toBeVisible();
});

test("a link that we never wrote changes nothing and says so", async ({ page, api }) => {
  await page.goto("/alerts/arcp_0000000000000000000000000000.AAAAAAAAAAAAAAAAAAAAAA");
  await expect(page.getByRole("heading", { name: "This link leads nowhere." })).toBeVisible();
  const posted = await api("POST", "/alerts/nothing/unsubscribe", "", { authorization: "" });
  expect(posted.status).toBe(404);
  expect((await api("POST", "/alerts/nothing/else", "", { authorization: "" })).status).toBe(404);
  expect((await api("DELETE", "/alerts/nothing/unsubscribe", undefined, { authorization: "" })).status).toBe(405);
});
