import type { Page } from "@playwright/test";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { STAFF } from "@/e2e/environment.ts";
import { type Installation, startInstallation } from "@/e2e/faults/installation.ts";
import type { Program } from "@/e2e/faults/program.ts";
import { expect, expectAccessible, inSampledViews, startReceiver, test } from "@/e2e/fixtures.ts";

test.describe("workers", () => {
  test.setTimeout(120_000);
  let service: Installation;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    service = await startInstallation("e2e-drain", { workers: 2 });
  });
  test.afterAll(() => service?.stop());

  async function openSystem(page: Page): Promise<void> {
    await page.goto(`${service.url}/console/system`);
    await page.getByLabel(/e-?mail/i).fill(STAFF.email);
    await page.getByLabel("Password", { exact: true }).fill(STAFF.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("heading", { name: "Workers" })).toBeVisible();
  }

  /** Requests that this worker has logged. */
  const triesOf = ({ lines }: Program) => lines.filter((line) => line.includes('"event":"attempt"')).length;

  test("a worker drained while it is busy ends what it has and claims nothing more; the other goes on, and nothing is lost", async ({
    page,
  }) => {
    const receiver = await startReceiver();
    const application = await service.svix.application.create({ name: "Drained" });
    await service.svix.endpoint.create(application.id, { url: receiver.url });
    const send = (number: number) =>
      service.svix.message.create(application.id, { eventType: "job.created", payload: { number } });
    const sendMany = async (count: number) => {
      for (let number = 0; number < count; number++) await send(number);
    };
    await openSystem(page);
    const [first, second] = service.workers.map((worker) => worker.pid);
    const row = (pid: number | undefined) => page.getByRole("row").filter({ hasText: `· ${pid}` });
    const order = async (verb: "Drain" | "Resume", pid: number | undefined, says: RegExp) => {
      await row(pid)
        .getByRole("button", { name: new RegExp(`^${verb}`) })
        .click();
      await expect(page.getByRole("dialog").getByText(says)).toBeVisible();
      await page
        .getByRole("dialog")
        .getByRole("button", { name: `${verb} worker` })
        .click();
      await expect(page.getByRole("dialog")).toHaveCount(0);
    };

    // Slow answers: both have something in flight when the first is told.
    receiver.answerWith({ delayMs: 1_500 });
    await sendMany(12);
    await receiver.waitFor(2);
    await order("Drain", first, /One other worker goes on/);
    await expect(row(first)).toContainText("Drained", { timeout: 20_000 });
    await expect(row(first).getByRole("cell", { name: "0", exact: true })).toBeVisible();
    const madeByFirst = triesOf(service.workers[0] as Program);

    receiver.answerWith(200);
    await sendMany(20);
    await receiver.waitFor(32);
    expect(triesOf(service.workers[0] as Program)).toBe(madeByFirst);

    await order("Drain", second, /No other worker is working/);
    await expect(row(second)).toContainText("Drained", { timeout: 20_000 });
    await expect(page.getByText("Nothing is being sent")).toBeVisible();
    await sendMany(5);
    await expect(page.getByText(/^5, the oldest for/)).toBeVisible();
    expect(receiver.requests).toHaveLength(32);

    await order("Resume", first, /takes on work again/);
    await expect(row(first)).toContainText("Working");
    await receiver.waitFor(37);
    expect(triesOf(service.workers[0] as Program)).toBeGreaterThanOrEqual(madeByFirst);
    const ids = receiver.requests.map(({ headers }) => headers["webhook-id"]);
    expect(new Set(ids).size).toBe(37);
    const { rows } = await service.sql.query(
      "select action, count(*)::integer as n from audit_log where object_kind = 'worker' group by 1 order by 1",
    );
    expect(rows).toEqual([
      { action: "worker.drained", n: 2 },
      { action: "worker.resumed", n: 1 },
    ]);
    await until("every delivery to be recorded", async () => {
      const left = await service.sql.query("select 1 from delivery_pending");
      return left.rowCount === 0 ? { done: true } : notYet(left.rowCount);
    });
    await receiver.close();
  });
});

test("charts follow the span in the address, and say their figures as a table", async ({ consolePage: page }) => {
  // As Chromium says under the locale C.
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "language", { value: "en-US@posix", configurable: true }),
  );
  // What is drawn on a chart, by the name of its section.
  await page.addInitScript(() => {
    const drawn: [string, string][] = [];
    Object.assign(window, { drawn });
    const draw = CanvasRenderingContext2D.prototype.fillText;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...place) {
      drawn.push([this.canvas.closest("section")?.querySelector("h3")?.textContent ?? "", text]);
      draw.call(this, text, ...place);
    };
  });
  await page.goto("/console/system?range=15m");
  await expect(page.getByRole("combobox", { name: "Span of the charts" })).toHaveValue("15m");
  // A line needs two measurements, which are ten seconds apart.
  test.slow();
  await expect(page.getByRole("region", { name: "Queue", exact: true }).locator("canvas")).toBeVisible({
    timeout: 40_000,
  });
  /** What stands at the lines of a chart's values. */
  const lines = (title: string) =>
    page.evaluate((wanted) => {
      const { drawn } = window as unknown as { drawn: [string, string][] };
      return drawn.flatMap(([chart, text]) => (chart === wanted && !text.includes(":") ? [text] : []));
    }, title);
  // Half a delivery is none: lines at 0, 0.5 and 1 would read "0, 1, 1".
  await expect.poll(() => lines("Queue")).toContain("0");
  expect((await lines("Queue")).filter((text) => !/^[\d,.]+[kM]?$/.test(text))).toEqual([]);
  await expect.poll(() => lines("Oldest due")).toContain("0");
  expect((await lines("Oldest due")).filter((text) => !/^(0|[\d.]+\s(ms|s|min|h|d))$/.test(text))).toEqual([]);
  await page.getByRole("combobox", { name: "Span of the charts" }).selectOption("Last 6 hours");
  await expect(page).toHaveURL(/range=6h/);
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Span of the charts" })).toHaveValue("6h");
  const queue = page.getByRole("region", { name: "Queue", exact: true });
  await queue.getByText("Show as table").click();
  await expect(queue.getByRole("columnheader", { name: "Due" })).toBeVisible();
  await expect(page.getByRole("table", { name: "Tables, largest first" })).toContainText("delivery_history");
});

inSampledViews([1280, 390], (width) => {
  test(`the system is accessible and fits at ${width} px`, async ({ consolePage: page }) => {
    await page.setViewportSize({ width, height: 2400 });
    await page.goto("/console/system");
    await expect(page.getByRole("heading", { name: "Workers" })).toBeVisible();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  });
});

test("settings tell what is in force, and which variable sets it", async ({ consolePage: page }) => {
  await page.goto("/console/settings");
  await page.getByRole("link", { name: "Retries" }).click();
  await expect(page.getByText(/^5\stries over 5\ss\.$/)).toBeVisible();
  await expect(page.getByText(/RETRY_SCHEDULE_SECONDS, set by the environment/)).toBeVisible();
  await expect(page.getByText(/ENDPOINT_OFF_AFTER_HOURS, not set: the default/)).toBeVisible();
  await expectAccessible(page);
  await page.goto("/console/settings/retention");
  await expect(page.getByText("public addresses, and 127.0.0.0/8")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/console/settings/privacy");
  await expect(page.getByText("Nothing is redacted.")).toBeVisible();
  await expectAccessible(page);
});
