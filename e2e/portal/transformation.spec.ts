import { expect, expectAccessible, test } from "@/e2e/fixtures.ts";

test.describe("a transformation", () => {
  test("is tried while it is written, told before it is saved, and changes what arrives", async ({
    portalPage: page,
    svix,
    api,
    application,
    receiver,
  }) => {
    const { id } = await svix.endpoint.create(application.id, { url: receiver.url });
    await svix.message.create(application.id, { eventType: "invoice.paid", payload: { amount: 5, internal: true } });
    await receiver.waitFor(1);

    await page.goto(`/portal/${application.id}/endpoints/${id}/settings`);
    await page.getByRole("link", { name: "Write a transformation" }).click();
    const code = page.getByRole("textbox", { name: "Code" });
    const preview = page.getByRole("region", { name: "Live preview" });
    await expect(preview).toContainText("It would be sent as it is");

    await page.getByRole("combobox", { name: "Start from a template" }).selectOption("Drop fields");
    await expect(code).toContainText("delete webhook.payload[field]");
    await expect(preview).toContainText("This is what would be sent");
    await expect(preview.getByRole("row", { name: /removed.*internal/ })).toBeVisible();
    await expect(page.locator(".cm-lineNumbers")).toBeVisible();
    await expectAccessible(page);

    // What was typed survives the way to another page and back.
    await page.reload();
    await expect(page.getByText("This is what you had not saved when you left this page.")).toBeVisible();
    await page.getByRole("button", { name: "Use a plain text field" }).click();
    await code.fill("function handler(webhook) {\n  webhook.oops.deep = 1;\n  return webhook;\n}");
    await expect(preview).toContainText("The code fails");
    await page.getByRole("button", { name: "Go to line 2" }).click();
    await expect(code).toBeFocused();
    await page.getByRole("button", { name: "Use the code editor" }).click();
    await expect(page.locator(".cm-wrong-line")).toContainText("webhook.oops");

    await page.getByRole("combobox", { name: "Start from a template" }).selectOption("Drop fields");
    await page.getByRole("button", { name: "Add a variable" }).click();
    await page.getByRole("textbox", { name: "Name of variable 1" }).fill("KEY");
    await page.getByLabel("Value of variable 1").fill("tell-nobody");
    const effects = page.getByRole("region", { name: "What saving does" });
    await expect(effects).toContainText("It turns the transformation on");
    await expect(effects).toContainText("It changes the variables KEY.");
    await page.getByRole("button", { name: "Save the transformation" }).click();
    await expect(page.getByText("Saved", { exact: true })).toBeVisible();
    await expect(page.getByText("tell-nobody")).toHaveCount(0);

    await svix.message.create(application.id, { eventType: "invoice.paid", payload: { amount: 7, internal: true } });
    const [, second] = await receiver.waitFor(2);
    expect(JSON.parse(second?.rawBody.toString() ?? "")).toEqual({ amount: 7 });
    const stored = await api("GET", `/api/v1/app/${application.id}/endpoint/${id}/transformation`);
    expect(stored.body).toMatchObject({ enabled: true, variables: { KEY: "••••" } });
  });
});
