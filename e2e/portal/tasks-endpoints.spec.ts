import type { Locator, Page } from "@playwright/test";
import { notYet, until } from "@/e2e/delivery/deliveries.ts";
import { type Api, expect, type Receiver, test } from "@/e2e/fixtures.ts";

// What people come for, counted as they do it: a press of the pointer, or of Enter, Space or a shortcut, is one.
// Typing, pasting and moving the focus are none.

const WAYS = ["pointer", "keyboard"] as const;

/** Presses that count, by pointer or by key alone. */
function counted(page: Page, way: (typeof WAYS)[number]) {
  let presses = 0;
  return {
    press: async (target: Locator, key = "Enter") => {
      presses++;
      if (way === "pointer") return target.click();
      await target.focus();
      await page.keyboard.press(key);
    },
    presses: () => presses,
  };
}

async function failing(api: Api, applicationId: string, receiver: Receiver): Promise<void> {
  receiver.answerWith({ status: 404 });
  const path = `/api/v1/app/${applicationId}`;
  await api("POST", `${path}/endpoint`, { url: receiver.url, name: "orders" });
  for (let n = 0; n < 3; n++) await api("POST", `${path}/msg`, { eventType: "job.completed", payload: { n } });
  await until("that it fails", async () => {
    const { body } = await api("GET", `${path}/endpoint-health`);
    const [row] = (body as { data: { state: string }[] }).data;
    return row?.state === "failing" ? row : notYet(body);
  });
}

for (const way of WAYS) {
  test(`by ${way}, an endpoint is added and its first test seen in two presses`, async ({
    portalPage: page,
    receiver,
  }) => {
    const { press, presses } = counted(page, way);
    await page.getByRole("textbox", { name: "Your URL" }).fill(receiver.url);
    await press(page.getByRole("button", { name: "Add and send a test" }));
    const result = page.getByRole("region", { name: "Result of the test" });
    await expect(result.getByText("Delivered", { exact: true })).toBeVisible();
    expect(presses()).toBeLessThanOrEqual(2);
  });

  test(`by ${way}, why deliveries fail is read in words after one press`, async ({
    api,
    portalPage: page,
    application,
    receiver,
  }) => {
    await failing(api, application.id, receiver);
    const { press, presses } = counted(page, way);
    await page.goto(`/portal/${application.id}/endpoints`);
    // The list says it as soon as it is there; the press leads to the whole of it.
    await expect(page.getByRole("row", { name: /orders/ })).toContainText("Wrong path");
    await press(page.getByRole("link", { name: "orders", exact: true }));
    await expect(page.getByText("There is no handler for POST at", { exact: false }).first()).toBeVisible();
    expect(presses()).toBeLessThanOrEqual(1);
  });

  test(`by ${way}, an endpoint gets only two event types after six presses at most`, async ({
    api,
    portalPage: page,
    application,
    receiver,
  }) => {
    const { body } = await api("POST", `/api/v1/app/${application.id}/endpoint`, { url: receiver.url, name: "orders" });
    const { id } = body as { id: string };
    const { press, presses } = counted(page, way);
    await page.goto(`/portal/${application.id}/endpoints`);
    await press(page.getByRole("link", { name: "orders", exact: true }));
    await press(page.getByRole("link", { name: "Edit event types" }));
    await press(page.getByRole("radio", { name: "Choose…" }), "Space");
    await press(page.getByRole("checkbox", { name: /^job\.completed(?!_)/ }), "Space");
    await press(page.getByRole("checkbox", { name: /^job\.failed(?!_)/ }), "Space");
    await press(page.getByRole("button", { name: "Save the event types" }));
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    expect(presses()).toBeLessThanOrEqual(6);
    const saved = await api("GET", `/api/v1/app/${application.id}/endpoint/${id}`);
    expect(saved.body).toMatchObject({ eventTypes: ["job.completed", "job.failed"] });
  });
}
