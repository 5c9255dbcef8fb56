import { spawnSync } from "node:child_process";
import { BOOTSTRAP_API_KEY, serverEnvironment } from "@/e2e/environment.ts";
import { expect, startReceiver, test, verifySignature } from "@/e2e/fixtures.ts";
import { forgetInstance, startService } from "@/e2e/service.ts";

const INSTANCE = "e2e-environment-endpoints";
const authorization = `Bearer ${BOOTSTRAP_API_KEY}`;

interface Webhook {
  id: string;
  url: string;
  managed: boolean;
}
async function webhooks(url: string): Promise<Webhook[]> {
  const answer = await fetch(`${url}/api/webhooks`, { headers: { authorization } });
  const body = (await answer.json()) as { webhooks: Webhook[] };
  expect(answer.status, JSON.stringify(body)).toBe(200);
  return body.webhooks;
}
const send = (url: string, method: string, path: string, body: unknown) =>
  fetch(`${url}/api${path}`, {
    method,
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

test.beforeAll(() => forgetInstance(INSTANCE));
test.afterAll(() => forgetInstance(INSTANCE));

test("endpoints of the environment are there at the first start, follow the settings, and go with them", async ({
  page,
}) => {
  test.setTimeout(240_000);
  const [first, second] = [await startReceiver(), await startReceiver()];
  const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
  const settings = {
    POSTHORN_DEMO: "0",
    WEBHOOK_URLS: `${first.url},${second.url}`,
    WEBHOOK_EVENTS: "job.*",
    WEBHOOK_SECRET_KEY: secret,
    WEBHOOK_HEADERS: "X-Team:core",
    WEBHOOK_MAX_RETRIES: "1",
    WEBHOOK_RETRY_DELAY: "1000",
  };
  let service = await startService(INSTANCE, settings);
  const made = await webhooks(service.url);
  expect(made.map(({ url, managed }) => ({ url, managed }))).toEqual(
    expect.arrayContaining([first.url, second.url].map((url) => ({ url, managed: true }))),
  );

  expect(
    (await send(service.url, "POST", "/webhooks/trigger", { event: "job.completed", data: { n: 1 } })).status,
  ).toBe(202);
  for (const receiver of [first, second]) {
    const [request] = await receiver.waitFor(1);
    if (!request) throw new Error("waitFor resolves with what it found");
    verifySignature(secret, request);
    expect(request.headers["x-team"]).toBe("core");
  }

  const refused = await send(service.url, "PATCH", `/webhooks/${made[0]?.id}`, { url: first.url, events: ["*"] });
  expect(refused.status).toBe(409);
  expect(JSON.stringify(await refused.json())).toContain("WEBHOOK_URLS");
  expect((await send(service.url, "DELETE", `/v1/app/default/endpoint/${made[0]?.id}`, undefined)).status).toBe(409);

  // Its owner sees it in the portal, as managed and without what cannot be done.
  const access = await send(service.url, "POST", "/v1/auth/app-portal-access/default", {});
  await page.goto(((await access.json()) as { url: string }).url);
  await page.waitForURL(/\/portal\/app_/);
  await expect(page.getByText("Managed", { exact: true }).first()).toBeVisible();
  await page.goto(
    `${page
      .url()
      .replace(/\/$/, "")
      .replace(/\/endpoints.*$/, "")}/endpoints/${made[0]?.id}/settings`,
  );
  await expect(page.getByText("WEBHOOK_URLS")).toBeVisible();
  await expect(page.getByRole("button", { name: "Pause…" })).toBeVisible();
  for (const name of ["Delete…", "Rotate…", "Change the delivery options"]) {
    await expect(page.getByRole("button", { name })).toHaveCount(0);
  }

  // Else it would go on asking a service that is gone.
  await page.goto("about:blank");

  await service.stop();
  service = await startService(INSTANCE, { ...settings, WEBHOOK_URLS: second.url, WEBHOOK_TIMEOUT: "1500" });
  const [kept, ...others] = await webhooks(service.url);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ id: made.find(({ url }) => url === second.url)?.id, timeout_seconds: 2 });

  await service.stop();
  service = await startService(INSTANCE, { POSTHORN_DEMO: "0" });
  expect(await webhooks(service.url)).toEqual([]);
  await service.stop();
  await Promise.all([first.close(), second.close()]);
});

for (const [what, settings, says] of [
  ["that cannot be read", { WEBHOOK_TIMEOUT: "soon" }, "WEBHOOK_TIMEOUT: "],
  ["that endpoints cannot have", { WEBHOOK_URLS: "https://10.1.2.3/x" }, "WEBHOOK_URLS: https://10.1.2.3"],
] as const) {
  test(`a setting ${what} stops the start and is named`, () => {
    test.setTimeout(120_000);
    const { status, stdout } = spawnSync(process.execPath, ["scripts/supervisor.mjs", "start"], {
      env: { ...process.env, ...serverEnvironment(24_179, INSTANCE), POSTHORN_DEMO: "0", ...settings },
      encoding: "utf8",
      timeout: 100_000,
    });
    expect(stdout).toContain(says);
    expect(stdout).toContain("stopped, because a setting is wrong");
    expect(status).toBe(1);
  });
}
