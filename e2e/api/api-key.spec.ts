import { type Api, expect, test } from "@/e2e/fixtures.ts";

type Key = { id: string; token: string; last4: string };

async function createKey(api: Api, name: string): Promise<Key> {
  const { status, body } = await api("POST", "/api/v1/api-key", { name });
  expect(status).toBe(201);
  return body as Key;
}
/** Other tests make dozens of keys at the same time: the first 50 need not have this one. */
async function listed<T = Key>(api: Api, { id }: Key): Promise<{ entry: T | undefined; text: string }> {
  const { body } = await api("GET", "/api/v1/api-key?limit=250");
  return { entry: (body as { data: (Key & T)[] }).data.find((one) => one.id === id), text: JSON.stringify(body) };
}
const listWith = (api: Api, token: string) =>
  api("GET", "/api/v1/app?limit=1", undefined, { authorization: `Bearer ${token}` });

test("a new key works, and its value is never shown again", async ({ api }) => {
  const key = await createKey(api, "deploy");
  expect(key.token).toMatch(/^ph_live_[A-Za-z0-9]{49}$/);
  expect((await listWith(api, key.token)).status).toBe(200);
  const { entry, text } = await listed(api, key);
  expect(text).not.toContain(key.token);
  expect(entry).toMatchObject({ last4: key.token.slice(-4) });
});

test("a revoked key is refused at the next request, for sending too", async ({ api, application }) => {
  const key = await createKey(api, "to be revoked");
  const send = () =>
    api(
      "POST",
      `/api/v1/app/${application.id}/msg`,
      { eventType: "job.created", payload: {} },
      {
        authorization: `Bearer ${key.token}`,
      },
    );
  expect((await send()).status).toBe(202);
  expect((await api("DELETE", `/api/v1/api-key/${key.id}`)).status).toBe(204);
  expect((await send()).status).toBe(401);
  expect((await listWith(api, key.token)).status).toBe(401);
});

test("revoking again changes nothing, and an unknown key is a 404", async ({ api }) => {
  const key = await createKey(api, "twice");
  for (let i = 0; i < 2; i++) expect((await api("DELETE", `/api/v1/api-key/${key.id}`)).status).toBe(204);
  expect((await api("DELETE", "/api/v1/api-key/key_000000000000000000000000000")).status).toBe(404);
});

test("a key that has expired, or would be born so, is refused", async ({ api }) => {
  const { status, body } = await api("POST", "/api/v1/api-key", { name: "x", expiresAt: "2001-01-01T00:00:00Z" });
  expect([status, body]).toMatchObject([422, { detail: [{ loc: ["body", "expiresAt"] }] }]);
});

test("the last use of a key is noted", async ({ api }) => {
  const key = await createKey(api, "used");
  await listWith(api, key.token);
  const lastUsedAt = async () => (await listed<{ lastUsedAt: string | null }>(api, key)).entry?.lastUsedAt;
  await expect.poll(lastUsedAt).toEqual(expect.any(String));
});

test("keys are listed newest first, page by page", async ({ api }) => {
  const made = [await createKey(api, "first"), await createKey(api, "second")];
  const { body } = await api("GET", "/api/v1/api-key?limit=1");
  const page = body as { data: Key[]; iterator: string; done: boolean };
  expect(page.done).toBe(false);
  const next = await api("GET", `/api/v1/api-key?limit=250&iterator=${page.iterator}`);
  const ids = [...page.data, ...(next.body as { data: Key[] }).data].map(({ id }) => id);
  expect(ids.indexOf(made[1]?.id ?? "")).toBeLessThan(ids.indexOf(made[0]?.id ?? ""));
});
