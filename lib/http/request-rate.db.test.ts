import { expect, test, vi } from "vitest";
import { newApiKeyToken } from "@/lib/domain/api-keys/token.ts";
import { anApiKey, anApplication, aPortalLink } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

vi.mock(import("@/lib/env.ts"), async (original) => {
  const { env, ...rest } = await original();
  return { ...rest, env: () => ({ ...env(), API_REQUESTS_PER_MINUTE: 40 }) };
});

/** The first answer that is 429: on a slow machine some more get through, because tokens come back meanwhile. */
async function untilRefused(ask: (n: number) => ReturnType<typeof callApi>, usual: number, atLeast: number) {
  for (let n = 0; n < 20 * atLeast; n++) {
    const answer = await ask(n);
    if (answer.status === 429) {
      expect(n).toBeGreaterThanOrEqual(atLeast);
      expect(answer.json.code).toBe("rate_limited");
      expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
      return;
    }
    expect(answer.status).toBe(usual);
  }
  throw new Error("It was never refused.");
}

test("a key, and a session, is refused above its requests a minute, and the others and what is sent are not", async () => {
  const key = await anApiKey();
  const [one, other] = [await anApplication(key.ctx), await anApplication(key.ctx, "Other")];
  const link = await aPortalLink(key.ctx, one.uuid);
  await untilRefused(() => callApi(`GET /app/${one.id}`, { token: key.token }), 200, 40);
  expect((await callApi(`GET /app/${other.id}`, { token: key.token })).status).toBe(200);
  const body = { eventType: "job.created", payload: {} };
  expect((await callApi(`POST /app/${one.id}/msg`, { token: key.token, body })).status).toBe(202);
  await untilRefused(() => callApi(`GET /app/${one.id}`, { token: link.token }), 200, 40);
  const again = await aPortalLink(key.ctx, one.uuid);
  expect((await callApi(`GET /app/${one.id}`, { token: again.token })).status).toBe(200);
});

test("credentials that are none are refused with a time to wait, and one that is right still works from there", async () => {
  const key = await anApiKey();
  const remoteAddress = "192.0.2.44";
  await untilRefused(
    (n) =>
      callApi("GET /app", {
        token: newApiKeyToken(),
        remoteAddress,
        headers: { "x-forwarded-for": `198.51.100.${n}` },
      }),
    401,
    4,
  );
  expect((await callApi("GET /app", { token: key.token, remoteAddress })).status).toBe(200);
  expect((await callApi("GET /app", { token: newApiKeyToken(), remoteAddress: "192.0.2.45" })).status).toBe(401);
});
