import { expect, test } from "vitest";
import { anApiKey, anApplication, aPortalLink } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint } from "@/lib/testing/tenants.ts";

useDatabase();

async function aPortal() {
  const key = await anApiKey();
  const application = await anApplication(key.ctx);
  const { endpoint } = await anEndpoint(key.ctx, application.uuid);
  const link = await aPortalLink(key.ctx, application.uuid);
  const path = `/app/${application.id}/endpoint/${endpoint.id}`;
  return { key, application, endpoint, link, path };
}

const statuses = async (times: number, ask: () => ReturnType<typeof callApi>) => {
  const found: number[] = [];
  for (let n = 0; n < times; n++) found.push((await ask()).status);
  return found;
};
/** The answers until one is 429: a slow machine gets some more through, because tokens come back meanwhile. */
async function untilRefused(ask: () => ReturnType<typeof callApi>, atLeast: number) {
  for (let n = 0; n < 10 * atLeast; n++) {
    const answer = await ask();
    if (answer.status !== 429) continue;
    expect(n).toBeGreaterThanOrEqual(atLeast);
    return answer;
  }
  throw new Error("It was never refused.");
}
const times = (n: number, status: number) => Array.from({ length: n }, () => status);

test("the eleventh test within a minute is refused, by either way of testing, with the seconds to wait", async () => {
  const { link, path } = await aPortal();
  const { token } = link;
  let n = 0;
  const refused = await untilRefused(() => {
    const [operation, body] = n++ % 2 ? ["test", {}] : ["send-example", { eventType: "webhook.test" }];
    return callApi(`POST ${path}/${operation}`, { token, body });
  }, 10);
  expect(refused.json.code).toBe("rate_limited");
  expect(refused.headers["retry-after"]).toMatch(/^[1-6]$/);
});

test("one session that is refused leaves others, the operator and other operations alone", async () => {
  const { key, application, link, path } = await aPortal();
  const another = await aPortalLink(key.ctx, application.uuid);
  const send = (token: string) => callApi(`POST ${path}/test`, { token, body: {} });
  await untilRefused(() => send(link.token), 10);
  expect((await send(another.token)).status).toBe(202);
  expect((await send(key.token)).status).toBe(202);
  expect(await statuses(30, () => callApi(`GET ${path}`, { token: link.token }))).toEqual(times(30, 200));
});

test("a key is limited in one application, not in the next", async () => {
  const { key, path } = await aPortal();
  const other = await anApplication(key.ctx, "Other");
  const { endpoint } = await anEndpoint(key.ctx, other.uuid);
  const send = (at: string) => callApi(`POST ${at}/test`, { token: key.token, body: {} });
  await untilRefused(() => send(path), 10);
  expect((await send(`/app/${other.id}/endpoint/${endpoint.id}`)).status).toBe(202);
});

test("an answer that is given again for the same idempotency key costs nothing", async () => {
  const { link, path } = await aPortal();
  const headers = { "idempotency-key": "once" };
  const again = () => callApi(`POST ${path}/test`, { token: link.token, body: {}, headers });
  expect(await statuses(15, again)).toEqual(times(15, 202));
  const send = () => callApi(`POST ${path}/test`, { token: link.token, body: {} });
  await untilRefused(send, 9);
});

test("guessing codes of links ends after 20 a minute from one address, whatever headers it sends", async () => {
  const guess = (code: string, n: number) =>
    callApi("POST /auth/portal/exchange", {
      body: { code },
      headers: { "x-forwarded-for": `203.0.113.${n}` },
      remoteAddress: "192.0.2.10",
    });
  let n = 0;
  const refused = await untilRefused(() => guess("x".repeat(43), n++), 20);
  expect(refused.headers["retry-after"]).toMatch(/^[1-3]$/);
  const { link } = await aPortal();
  const elsewhere = { body: { code: link.code }, remoteAddress: "192.0.2.11" };
  expect((await callApi("POST /auth/portal/exchange", elsewhere)).status).toBe(200);
});

test("any number of customers may enter from one address", async () => {
  const { key, application } = await aPortal();
  const enter = async () => {
    const { code } = await aPortalLink(key.ctx, application.uuid);
    return callApi("POST /auth/portal/exchange", { body: { code }, remoteAddress: "192.0.2.12" });
  };
  expect(await statuses(30, enter)).toEqual(times(30, 200));
});
