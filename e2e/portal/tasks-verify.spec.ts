import { expect, type Locator, type Page } from "@playwright/test";
import type { ApplicationOut, Svix } from "svix";
import { type Receiver, test } from "@/e2e/fixtures.ts";

/** Does what a person does, and counts presses: a click, Enter or a shortcut is one; typing, pasting and Tab are none. */
type Hand = { press: (target: Locator) => Promise<void>; count: () => number };

const MOST_TABS = 200;

function pointer(): Hand {
  let presses = 0;
  const press = async (target: Locator) => {
    presses += 1;
    await target.click();
  };
  return { press, count: () => presses };
}

function keyboard(page: Page): Hand {
  let presses = 0;
  const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);
  const press = async (target: Locator) => {
    await expect(target).toBeVisible();
    for (let tabs = 0; tabs < MOST_TABS && !(await isFocused(target)); tabs++) await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
    presses += 1;
    await page.keyboard.press("Enter");
  };
  return { press, count: () => presses };
}

type Stage = { page: Page; hand: Hand; svix: Svix; application: ApplicationOut; receiver: Receiver };
type Task = {
  name: string;
  most: number;
  /** What is there before the customer comes. */
  before?: (stage: Pick<Stage, "svix" | "application" | "receiver">) => Promise<unknown>;
  run: (stage: Stage) => Promise<void>;
};

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

const TASKS: Task[] = [
  {
    name: "add an endpoint and see the first test delivered, without a server",
    most: 3,
    run: async ({ page, hand }) => {
      await hand.press(page.getByRole("button", { name: "Get a debug inbox URL" }));
      await expect(page.getByRole("textbox", { name: "Your URL" })).toHaveValue(/\/inbox\//);
      await hand.press(page.getByRole("button", { name: "Add and send a test" }));
      await expect(page.getByText("Delivered", { exact: true })).toBeVisible();
    },
  },
  {
    name: "copy a working handler in one's language",
    most: 3,
    run: async ({ page, hand }) => {
      await hand.press(page.getByRole("navigation", { name: "Portal" }).getByRole("link", { name: "Verify" }));
      await hand.press(page.getByRole("link", { name: "Python (Django)" }));
      await hand.press(page.getByRole("button", { name: "Copy Handler for Python (Django)" }));
      await expect.poll(() => copied(page)).toContain("def webhooks(request):");
    },
  },
  {
    name: "find out why one's signature check fails",
    most: 3,
    before: async ({ svix, application, receiver }) => {
      receiver.answerWith({ status: 401, body: "invalid signature" });
      const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
      await svix.message.create(application.id, { eventType: "job.created", payload: { number: 1 } });
      const tries = async () => (await svix.messageAttempt.listByEndpoint(application.id, endpoint.id)).data.length;
      await expect.poll(tries).toBeGreaterThan(0);
    },
    run: async ({ page, hand, receiver }) => {
      await hand.press(page.getByRole("link", { name: new URL(receiver.url).host }));
      await hand.press(page.getByRole("link", { name: "Check a signature" }));
      const body = page.getByRole("textbox", { name: "Body" });
      await expect(body).toHaveValue('{"number":1}');
      await body.fill('{"number": 1}');
      await hand.press(page.getByRole("button", { name: "Check", exact: true }));
      await expect(page.getByText("not what we signed: its spaces")).toBeVisible();
    },
  },
  {
    name: "see schema and example of an event type and copy it",
    most: 3,
    run: async ({ page, hand }) => {
      await hand.press(page.getByRole("navigation", { name: "Portal" }).getByRole("link", { name: "Event types" }));
      await hand.press(page.getByRole("link", { name: "job.completed", exact: true }));
      await expect(page.getByRole("table", { name: "Fields of job.completed" })).toBeVisible();
      await hand.press(page.getByRole("button", { name: "Copy example of job.completed" }));
      await expect.poll(() => copied(page)).toContain("job_id");
    },
  },
  {
    name: "rotate the secret with 24 hours of overlap",
    most: 3,
    before: ({ svix, application, receiver }) => svix.endpoint.create(application.id, { url: receiver.url }),
    run: async ({ page, hand, receiver }) => {
      await hand.press(page.getByRole("link", { name: new URL(receiver.url).host }));
      await hand.press(page.getByRole("link", { name: "rotate", exact: true }));
      await expect(page.getByRole("radio", { name: "After 24 hours" })).toBeChecked();
      await hand.press(page.getByRole("button", { name: "Rotate", exact: true }));
      await expect(page.getByText(/ends in 24.h/)).toBeVisible();
    },
  },
];

for (const by of ["pointer", "keyboard"] as const) {
  for (const { name, most, before, run } of TASKS) {
    test(`${name}: at most ${most} presses by ${by}`, async ({
      page,
      context,
      svix,
      application,
      receiver,
      openPortal,
    }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await before?.({ svix, application, receiver });
      await openPortal(page, application);
      const hand = by === "pointer" ? pointer() : keyboard(page);
      await run({ page, hand, svix, application, receiver });
      expect(hand.count()).toBeLessThanOrEqual(most);
    });
  }
}
