import type { Locator, Page } from "@playwright/test";
import type { ApplicationOut, Svix } from "svix";
import { type Api, test as base, expect, type Receiver } from "@/e2e/fixtures.ts";

// Tasks that customers came to do, from the landing page on: a press of a button or a link counts as one, typing as none.

type Hand = {
  press: (target: Locator) => Promise<void>;
  presses: () => number;
  /** Until all is sent: once is enough, because by then the hand has done its part. */
  waits: boolean;
};
const MOST_TABS = 150;

function byPointer(): Hand {
  let count = 0;
  return {
    press: async (target) => {
      count += 1;
      await target.click();
    },
    presses: () => count,
    waits: true,
  };
}

/** Nothing but Tab and Enter, from the top of each page. */
function byKeyboard(page: Page): Hand {
  let count = 0;
  return {
    press: async (target) => {
      await target.waitFor();
      for (let tabs = 0; tabs < MOST_TABS; tabs++) {
        if (await target.evaluate((element) => element === document.activeElement)) break;
        await page.keyboard.press("Tab");
      }
      await expect(target).toBeFocused();
      count += 1;
      await page.keyboard.press("Enter");
    },
    presses: () => count,
    waits: false,
  };
}

const HANDS = { "by pointer": byPointer, "by keyboard": byKeyboard };

async function anEndpoint(api: Api, application: ApplicationOut, url: string): Promise<string> {
  const { body } = await api("POST", `/api/v1/app/${application.id}/endpoint`, {
    url,
    name: "billing",
    deliveryOptions: { finalStatusCodes: ["500"] },
  });
  return (body as { id: string }).id;
}

type Scene = { api: Api; svix: Svix; application: ApplicationOut; receiver: Receiver };
const test = base.extend<{ scene: Scene }>({
  scene: ({ api, svix, application, receiver }, use) => use({ api, svix, application, receiver }),
});

async function failures({ api, svix, application, receiver }: Scene, count: number): Promise<void> {
  receiver.answerWith(500);
  await anEndpoint(api, application, receiver.url);
  for (let n = 0; n < count; n++)
    await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n } });
  const failed = `/api/v1/app/${application.id}/delivery?status=failed`;
  await expect.poll(async () => ((await api("GET", failed)).body as { data: unknown[] }).data.length).toBe(count);
  receiver.answerWith(200);
}

for (const [how, handOf] of Object.entries(HANDS)) {
  test(`task 4: replay one failed delivery and see its outcome, in three presses ${how}`, async ({
    portalPage: page,
    scene,
  }) => {
    await failures(scene, 1);
    const hand = handOf(page);
    await page.goto(`/portal/${scene.application.id}/endpoints`);
    await hand.press(page.getByRole("row", { name: /billing/ }).getByRole("link", { name: "billing" }));
    await page.waitForURL("**/endpoints/ep_*");
    await hand.press(
      page.getByRole("region", { name: "Recent deliveries" }).getByRole("link", { name: "invoice.paid" }),
    );
    await page.waitForURL("**/deliveries/dlv_*");
    await hand.press(page.getByRole("button", { name: "Replay", exact: true }));
    await expect(page.getByRole("heading", { name: /Delivered/ })).toBeVisible();
    expect(hand.presses()).toBeLessThanOrEqual(3);
  });

  test(`task 5: replay everything that failed since the outage, in four presses ${how}`, async ({
    portalPage: page,
    scene,
  }) => {
    await failures(scene, 3);
    const hand = handOf(page);
    await page.goto(`/portal/${scene.application.id}/endpoints`);
    await hand.press(page.getByRole("link", { name: "billing is failing" }));
    await page.waitForURL("**/endpoints/ep_*");
    await hand.press(page.getByRole("link", { name: "Replay…" }).first());
    await page.waitForURL("**/replays/new?*");
    await hand.press(page.getByRole("button", { name: "Replay 3" }));
    await page.waitForURL("**/replays/qtask_*");
    await expect(page.getByText("Starting in")).toBeVisible();
    expect(hand.presses()).toBeLessThanOrEqual(4);
    if (hand.waits) await scene.receiver.waitFor(6);
  });

  test(`task 6: turn an endpoint on again and replay what was missed, in two presses ${how}`, async ({
    portalPage: page,
    scene,
  }) => {
    const { api, svix, application, receiver } = scene;
    receiver.answerWith(410, 200);
    const endpointId = await anEndpoint(api, application, receiver.url);
    await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n: 0 } });
    await expect.poll(async () => (await svix.endpoint.get(application.id, endpointId)).disabled).toBe(true);
    for (let n = 1; n < 3; n++)
      await svix.message.create(application.id, { eventType: "invoice.paid", payload: { n } });
    const hand = handOf(page);
    await page.goto(`/portal/${application.id}/endpoints`);
    await hand.press(page.getByRole("button", { name: "Turn on…" }));
    await expect(page.getByRole("dialog").getByText("Delivered", { exact: true })).toBeVisible();
    await hand.press(page.getByRole("button", { name: "Turn on and replay 3" }));
    await page.waitForURL("**/replays/qtask_*");
    await expect(page.getByText("Starting in")).toBeVisible();
    expect(hand.presses()).toBeLessThanOrEqual(2);
    // The one that was refused, the test, and the three.
    if (hand.waits) {
      await receiver.waitFor(5);
      await expect(page.getByText("All 3 deliveries", { exact: false }).first()).toBeVisible({ timeout: 20_000 });
    }
  });
}
