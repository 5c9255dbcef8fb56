import { expect, expectAccessible, inSampledViews, test } from "@/e2e/fixtures.ts";

test.use({ allowConsoleErrors: [/status of 422/] });

inSampledViews([1280, 390], (width) => {
  test(`quotas of a customer are given, hold at once, name themselves and are taken away again (${width} px)`, async ({
    consolePage: page,
    application,
    api,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    const send = () =>
      api("POST", `/api/v1/app/${application.id}/msg`, { eventType: "job.created", payload: { text: "x".repeat(80) } });
    await page.goto(`/console/applications/${application.id}`);
    const open = async () => {
      await page.getByRole("button", { name: "More actions" }).click();
      await page.getByRole("menuitem", { name: "Set quotas…" }).click();
    };
    await open();
    const dialog = page.getByRole("dialog", { name: `Quotas of ${application.name}` });
    const size = dialog.getByLabel("Bytes of a payload, at most");
    await expect(dialog.getByText("It has 0 endpoints. Empty is as for everybody: 100 endpoints.")).toBeVisible();
    await expectAccessible(page);
    await size.fill("many");
    await dialog.getByRole("button", { name: "Save quotas" }).click();
    await expect(size).toHaveAttribute("aria-invalid", "true");
    await size.fill("60");
    await dialog.getByRole("button", { name: "Save quotas" }).click();
    await expect(dialog).toHaveCount(0);
    expect(await send()).toMatchObject({
      status: 413,
      body: { code: "payload_too_large", detail: expect.stringContaining("60 bytes (quota payloadBytes)") },
    });

    await open();
    await expect(size).toHaveValue("60");
    await size.fill("");
    await dialog.getByRole("button", { name: "Save quotas" }).click();
    await expect(dialog).toHaveCount(0);
    await expect.poll(async () => (await send()).status).toBe(202);
  });
});
