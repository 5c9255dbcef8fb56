import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { addStaff, signIn } from "@/e2e/api/staff.ts";
import { BASE_URL, expect, expectAccessible, test } from "@/e2e/fixtures.ts";
import type { StaffRole } from "@/lib/contract/operation.ts";

async function openAs(page: Page, role: StaffRole) {
  const staff = await addStaff(role);
  const headers = await signIn(staff);
  const split = headers.cookie.indexOf("=");
  const cookie = { name: headers.cookie.slice(0, split), value: headers.cookie.slice(split + 1), url: BASE_URL };
  await page.context().addCookies([cookie]);
  return { ...staff, headers };
}

test("a change is found by who made it, with before and after, its reason, and the way to the thing", async ({
  page,
  svix,
  api,
  application,
  receiver,
}) => {
  const engineer = await openAs(page, "engineer");
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url, description: "old words" });
  const reason = encodeURIComponent("ticket 7: ärgerlich");
  const path = `/api/v1/app/${application.id}/endpoint/${endpoint.id}`;
  await api("PATCH", path, { description: "new words" }, { ...engineer.headers, "x-posthorn-reason": reason });

  await page.goto("/console/audit");
  await page.getByRole("searchbox", { name: /Text in the name/ }).fill(engineer.name);
  const entry = page.getByRole("button", { name: "Endpoint: updated" });
  await expect(entry).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Staff: signed in" })).toHaveCount(1);
  await page.getByRole("combobox", { name: "What" }).selectOption("Endpoints");
  await expect(page.getByRole("button", { name: "Staff: signed in" })).toHaveCount(0);

  // What others do meanwhile may stand there until the filter is answered.
  await expect(page).toHaveURL(/[?&]q=/);
  await expect(entry).toHaveCount(1);
  await entry.press("Enter");
  await expect(entry).toHaveAttribute("aria-expanded", "true");
  const changes = page.getByRole("table", { name: "What changed" });
  await expect(changes.getByRole("row", { name: /description old words new words/ })).toBeVisible();
  await expect(page.getByText("ticket 7: ärgerlich").last()).toBeVisible();
  await expect(page.getByText("127.0.0.1", { exact: true })).toBeVisible();
  await expectAccessible(page);

  // What is open and what is chosen are in the address.
  await page.reload();
  await expect(changes).toBeVisible();
  await page.getByRole("button", { name: "Everything about it" }).click();
  await page.getByRole("searchbox").fill("");
  await expect(page.getByRole("button", { name: "Endpoint: created" })).toBeVisible();
  await page.getByRole("link", { name: endpoint.id }).click();
  await expect(page).toHaveURL(new RegExp(`/console/applications/${application.id}/endpoints/${endpoint.id}`));
});

test("what is on screen can be taken away as a file, and that is an entry", async ({ page, application }) => {
  const engineer = await openAs(page, "engineer");
  await page.goto(`/console/audit?app=${application.id}`);
  await expect(page.getByRole("button", { name: "Application: created" })).toBeVisible();
  for (const [button, head] of [
    ["Export CSV", '\ufeff"time","actor_kind"'],
    ["Export NDJSON", '{"id":"act_'],
  ] as const) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    const text = readFileSync(await download.path(), "utf8");
    expect(text.startsWith(head)).toBe(true);
    expect(text).toContain("application.created");
    expect(text).toContain(application.id);
  }
  await page.goto(`/console/audit?q=${encodeURIComponent(engineer.name)}&what=system`);
  await expect(page.getByRole("button", { name: "Audit log: exported" })).toHaveCount(2);
});

test("without the role the page says which one it takes, and an empty answer says what to do", async ({ page }) => {
  await openAs(page, "engineer");
  await page.goto("/console/audit?q=nobody-has-ever-written-this");
  await expect(page.getByText("No entry matches these filters.")).toBeVisible();
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(page.getByRole("table")).toBeVisible();

  await page.context().clearCookies();
  await openAs(page, "support");
  await page.goto("/console/audit");
  await expect(page.getByText("Needs the role engineer. Yours is support; an admin can change it.")).toBeVisible();
});
