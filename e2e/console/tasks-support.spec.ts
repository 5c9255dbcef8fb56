import type { Locator, Page } from "@playwright/test";
import { deliverOne, untilFailureGroup } from "@/e2e/delivery/deliveries.ts";
import { expect, test } from "@/e2e/fixtures.ts";

// What support comes to do, from the overview on: a press of a button, a link or a shortcut counts as one, typing and
// pasting as none.

type Hand = {
  /** A button or a link. */
  press: (target: Locator) => Promise<void>;
  /** The search field, wherever it is. */
  toSearch: () => Promise<void>;
  enter: () => Promise<void>;
  presses: () => number;
};
const MOST_TABS = 150;

function byPointer(page: Page): Hand {
  let count = 0;
  return {
    press: async (target) => {
      count += 1;
      await target.click();
    },
    toSearch: async () => {
      count += 1;
      await page.getByRole("combobox", { name: "Search" }).click();
    },
    enter: async () => {
      count += 1;
      await page.keyboard.press("Enter");
    },
    presses: () => count,
  };
}

/** Tab and Enter, arrows within a menu, and the shortcut of the search. */
function byKeyboard(page: Page): Hand {
  let count = 0;
  return {
    press: async (target) => {
      await target.waitFor();
      const isChoice = (await target.getAttribute("role"))?.startsWith("menuitem") ?? false;
      for (let steps = 0; steps < MOST_TABS; steps++) {
        if (await target.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press(isChoice ? "ArrowDown" : "Tab");
      }
      await expect(target).toBeFocused();
      count += 1;
      await page.keyboard.press("Enter");
    },
    toSearch: async () => {
      count += 1;
      await page.keyboard.press("Control+k");
    },
    enter: async () => {
      count += 1;
      await page.keyboard.press("Enter");
    },
    presses: () => count,
  };
}

const HANDS = { "by pointer": byPointer, "by keyboard": byKeyboard };

for (const [how, handOf] of Object.entries(HANDS)) {
  test(`task 12: from the id of a message to its cause and what to do, in two presses ${how}`, async ({
    consolePage: page,
    svix,
    application,
    receiver,
  }) => {
    receiver.answerWith(500);
    const { message } = await deliverOne({ svix, application, url: receiver.url }, "failed");
    await page.goto("/console");
    const hand = handOf(page);

    await hand.toSearch();
    await page.keyboard.insertText(message.id);
    await hand.enter();

    const drawer = page.getByRole("dialog");
    await expect(drawer).toContainText("Server error (500)");
    await expect(drawer).toContainText("Look at your logs");
    await expect(drawer.getByRole("button", { name: "Replay" })).toBeVisible();
    expect(hand.presses()).toBeLessThanOrEqual(2);
  });

  test(`task 13: every 5xx failure of the last hour across customers, grouped, in four presses ${how}`, async ({
    consolePage: page,
    svix,
    application,
    receiver,
  }) => {
    const other = await svix.application.create({ name: `Other than ${application.id}` });
    receiver.answerWith(503);
    for (const { id } of [application, other]) {
      const endpoint = await svix.endpoint.create(id, { url: receiver.url });
      await svix.message.create(id, { eventType: "invoice.paid", payload: {} });
      await untilFailureGroup(endpoint);
    }
    await page.goto("/console");
    const hand = handOf(page);

    await hand.press(page.getByRole("link", { name: "Failures", exact: true }).first());
    await page.waitForURL("**/console/failures");
    await hand.press(page.getByRole("button", { name: /^Server error/ }));
    await hand.press(page.getByRole("button", { name: "Any time" }));
    await hand.press(page.getByRole("menuitemradio", { name: "Last hour" }));

    await expect(page).toHaveURL(/cause=server_error.*seen=1h/);
    const rows = page.getByRole("table", { name: "Failures by endpoint and cause" }).getByRole("row");
    const ours = rows.filter({ hasText: new URL(receiver.url).host });
    await expect(ours).toHaveCount(2);
    for (const row of await ours.all()) await expect(row).toContainText("Server error (503)");
    expect(hand.presses()).toBeLessThanOrEqual(4);
  });
}

test("U in a delivery copies the customer's own link, which opens after their session was made anew", async ({
  consolePage: page,
  context,
  browser,
  svix,
  application,
  receiver,
  portalLink,
}) => {
  const { delivery } = await deliverOne({ svix, application, url: receiver.url }, "delivered");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/console/deliveries?range=30d&sel=${delivery.id}`);
  await expect(page.getByRole("dialog").getByRole("link", { name: application.name })).toBeVisible();
  await page.keyboard.press("u");
  const copied = async () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(new RegExp(`/portal/${application.id}/deliveries/${delivery.id}$`));

  const customer = await browser.newContext();
  const portal = await customer.newPage();
  const link = new URL(await copied());
  await portal.goto(link.href);
  await expect(portal.getByRole("heading", { level: 1 })).toContainText("closed in this browser");
  const anew = new URL(await portalLink(application));
  anew.searchParams.set("next", link.pathname.replace(`/portal/${application.id}`, ""));
  await portal.goto(anew.href);
  await portal.waitForURL(link.href);
  await expect(portal.getByRole("heading", { level: 1 })).toContainText("invoice.paid");
  await customer.close();
});
