import { staffOf } from "@/e2e/api/staff.ts";
import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

const PAGE = "/console/settings/alerts";
/** The rules are looked at every half a minute. */
const LOOK_MS = 60_000;

test("a channel is added and tested, and shows what the other side really answered", async ({
  consolePage: page,
  receiver,
}) => {
  const name = `Slack ${Date.now()}`;
  await page.goto(PAGE);
  await page.getByRole("button", { name: "Add a channel" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a channel" });
  await dialog.getByLabel("Slack").check();
  await dialog.getByRole("button", { name: "Add channel" }).click();
  await expect(dialog.getByText("Give it a name that your colleagues know.")).toBeVisible();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("URL").fill(`${receiver.url}/services/T0/B0/secret`);
  await dialog.getByRole("button", { name: "Add channel" }).click();
  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("Nothing went there yet.");
  expect(await page.content()).not.toContain("B0/secret");

  // What other tests break is told here too, so that the last that went there need not be the test: then it is sent again.
  const sendTest = async (...words: string[]) =>
    expect(async () => {
      await row.getByRole("button", { name: `Send a test to ${name}` }).click();
      for (const text of words) await expect(row).toContainText(text, { timeout: 5_000 });
    }).toPass();
  receiver.answerWith({ status: 404, body: "no_service" });
  await sendTest("The test did not get through, and is not tried again.", "404 no_service");
  receiver.answerWith({ status: 200, body: "ok" });
  await sendTest("The test was taken", "200 ok");
  expect(receiver.requests.map(({ rawBody }) => rawBody.toString()).join("\n")).toContain("This is a test.");
  await expectAccessible(page);

  await row.getByRole("switch").click();
  await expect(row.getByRole("switch")).not.toBeChecked();
  await row.getByRole("button", { name: `Remove ${name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove channel" }).click();
  await expect(row).toHaveCount(0);
});

test("a rule fires by a threshold of one's own, tells a channel, and is muted with a reason", async ({
  consolePage: page,
  receiver,
  api,
}) => {
  test.setTimeout(120_000);
  const admin = await staffOf("admin");
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await api(method, `/api/v1/staff-alert${path}`, body, admin);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body as { id: string };
  };
  const { id } = await call("POST", "/channel", { name: "Hook", kind: "webhook", url: receiver.url });
  await page.goto(PAGE);
  const row = page.getByRole("row").filter({ hasText: "No worker" });
  await row.getByRole("button", { name: "Change no worker" }).click();
  const dialog = page.getByRole("dialog", { name: "No worker" });
  await dialog.getByLabel("Warning").fill("soon");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Enter a number, such as 2.5.")).toBeVisible();
  await dialog.getByLabel("Warning").fill("0");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toHaveCount(0);

  const firing = page.getByRole("listitem").filter({ hasText: "No worker has been seen" });
  await expect(firing).toBeVisible({ timeout: LOOK_MS });
  await expect(firing.getByRole("link", { name: "What to do" })).toHaveAttribute("href", "/docs/runbooks#no-worker");
  const told = () =>
    receiver.requests.find((request) => request.rawBody.includes('"rule":"workers"'))?.rawBody.toString() ?? "";
  await expect.poll(told, { timeout: 20_000 }).toContain('"event":"began"');
  expect(JSON.parse(told())).toMatchObject({ type: "staff_alert.raised", data: { alerts: expect.any(Array) } });

  await firing.getByRole("button", { name: /^Mute/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Mute" }).click();
  await expect(page.getByText("Say why, in a few words.")).toBeVisible();
  await page.getByRole("dialog").getByLabel("Why").fill("we know");
  await page.keyboard.press("Enter");
  await expect(firing).toContainText(/Muted until .* we know/);
  await expectAccessible(page);
  await firing.getByRole("button", { name: "Unmute no worker" }).click();
  await expect(firing).not.toContainText("Muted until");
  await expect(page.getByRole("table", { name: /^What channels were sent/ })).toContainText("No worker: began");

  await call("PATCH", "/rule/workers", { warning: null, enabled: false });
  await expect(firing).toHaveCount(0, { timeout: LOOK_MS });
  const history = page.getByRole("table", { name: /^Each time that a rule fired/ });
  await expect(history).toContainText("then turned off", { timeout: LOOK_MS });
  await call("PATCH", "/rule/workers", { enabled: true });
  await call("DELETE", `/channel/${id}`);
});
