import type { Locator, Page } from "@playwright/test";
import { type Api, expect, test } from "@/e2e/fixtures.ts";

// What support came to do, from the landing page on: a press of a button or a link, or of the pointer into a field, counts as one,
// typing as none.

type Hand = {
  press: (target: Locator) => Promise<void>;
  type: (target: Locator, text: string) => Promise<void>;
  presses: () => number;
};
const MOST_TABS = 150;

function byPointer(page: Page): Hand {
  let count = 0;
  const press = async (target: Locator) => {
    count += 1;
    await target.click();
  };
  return {
    press,
    type: async (target, text) => {
      await press(target);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
    presses: () => count,
  };
}

/** Nothing but Tab, Enter and typing, from the top of each page. */
function byKeyboard(page: Page): Hand {
  let count = 0;
  const reach = async (target: Locator) => {
    await target.waitFor();
    for (let tabs = 0; tabs < MOST_TABS; tabs++) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await expect(target).toBeFocused();
  };
  return {
    press: async (target) => {
      await reach(target);
      count += 1;
      await page.keyboard.press("Enter");
    },
    type: async (target, text) => {
      await reach(target);
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
    presses: () => count,
  };
}

const EACH = 60;

/** A customer whose server refused so many invoices, and an order. */
async function aFailingCustomer(api: Api, url: string): Promise<string> {
  const { body } = await api("POST", "/api/v1/app", { name: `Failing ${Math.random().toString(36).slice(2, 8)}` });
  const { id } = body as { id: string };
  const endpoint = { url, deliveryOptions: { finalStatusCodes: ["500"] } };
  await api("POST", `/api/v1/app/${id}/endpoint`, endpoint);
  const messages = Array.from({ length: EACH + 1 }, (_, n) => ({
    eventType: n < EACH ? "invoice.paid" : "order.placed",
    payload: { n },
  }));
  await api("POST", `/api/v1/app/${id}/msg/batch`, { messages });
  return id;
}

for (const [how, handOf] of Object.entries({ "by pointer": byPointer, "by keyboard": byKeyboard })) {
  test(`task 14: replay the invoice failures of three customers at ten a second, watch and cancel, in nine presses ${how}`, async ({
    api,
    consolePage: page,
    receiver,
  }) => {
    receiver.answerWith(500);
    const ids = await Promise.all(Array.from({ length: 4 }, () => aFailingCustomer(api, receiver.url)));
    await receiver.waitFor(4 * (EACH + 1));
    receiver.answerWith(200);
    const chosen = ids.slice(0, 3);
    const total = 3 * EACH;

    const hand = handOf(page);
    await page.goto("/console");
    await hand.press(page.getByRole("navigation").getByRole("link", { name: "Deliveries", exact: true }).first());
    await page.waitForURL("**/console/deliveries");
    await hand.type(
      page.getByRole("textbox", { name: "Filter deliveries" }),
      `type:invoice.* app:${chosen.join()} status:failed `,
    );
    await page.waitForURL(/status=failed/);
    await hand.press(page.getByRole("link", { name: /^Replay all/ }));
    await page.waitForURL("**/console/replays/new?*");
    await hand.type(page.getByLabel("Deliveries a second to each endpoint"), "10");
    await hand.type(page.getByLabel(`To confirm, type how many: ${total}`), String(total));
    await hand.type(page.getByLabel("Reason"), "Their servers are back");
    await hand.press(page.getByRole("button", { name: `Replay ${total}`, exact: true }));
    await page.waitForURL("**/console/replays/qtask_*");

    await expect(page.getByText(/^\d+ of 180 done, for 3 customers\.$/)).toBeVisible({ timeout: 20_000 });
    // Other tests may have replays of their own.
    const meter = page.getByRole("banner").getByRole("link", { name: /Replay: \d+ of 180|replays are under way/ });
    await expect(meter, "in the header of every page").toBeAttached();
    await hand.press(page.getByRole("button", { name: "Cancel the rest…" }));
    await hand.press(page.getByRole("dialog").getByRole("button", { name: "Cancel the rest" }));
    await expect(page.getByText(/^Canceled: \d+ sent, \d+ (stay as they were|stays as it was)\.$/)).toBeVisible();
    expect(hand.presses()).toBeLessThanOrEqual(9);

    const taskId = page.url().split("/").at(-1);
    const { body } = await api("GET", `/api/v1/replays/${taskId}`);
    const { progress, customers, ratePerEndpoint } = body as {
      progress: { succeeded: number };
      customers: { applicationId: string; total: number }[];
      ratePerEndpoint: number;
    };
    expect(progress.succeeded).toBeLessThan(total);
    expect(ratePerEndpoint).toBe(10);
    expect(customers.map(({ applicationId }) => applicationId).sort()).toEqual([...chosen].sort());
    expect(customers.map((one) => one.total)).toEqual([EACH, EACH, EACH]);
  });
}
