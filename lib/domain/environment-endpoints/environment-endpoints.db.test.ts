import { beforeEach, describe, expect, test } from "vitest";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import { db, pool } from "@/lib/db.ts";
import { findDefaultApplication } from "@/lib/domain/applications/default.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { openHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { upsertEndpoint } from "@/lib/domain/endpoints/upsert.ts";
import { applyEnvironmentEndpoints } from "@/lib/domain/environment-endpoints/apply.ts";
import { type Env, env } from "@/lib/env.ts";
import { SYSTEM } from "@/lib/testing/access.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aStaff, uuidOf } from "@/lib/testing/tenants.ts";

useDatabase();

const A = "http://127.0.0.1:8999/a";
const B = "http://127.0.0.1:8999/b";
const secretOf = (byte: number) => `whsec_${Buffer.alloc(32, byte).toString("base64")}`;
const staff = aStaff("admin");

const apply = (settings: Partial<Env>) => applyEnvironmentEndpoints({ ...env(), ...settings });
async function endpoints(): Promise<EndpointOut[]> {
  const applicationId = await findDefaultApplication(SYSTEM);
  if (!applicationId) return [];
  return (await listEndpoints(staff, { applicationId, limit: 250, order: "ascending" })).data;
}
async function refOf({ id }: EndpointOut) {
  return { applicationId: (await findDefaultApplication(SYSTEM)) ?? "", endpointId: uuidOf("endpoint", id) };
}
async function only(): Promise<EndpointOut> {
  const [endpoint, ...others] = await endpoints();
  if (!endpoint || others.length > 0) throw new Error(`one endpoint was expected, not ${others.length + 1}`);
  return endpoint;
}

beforeEach(async () => {
  await apply({ WEBHOOK_URLS: [] });
});

test("endpoints are made as the settings say, once, however many processes start at once and again", async () => {
  const settings = {
    WEBHOOK_URLS: [A, B],
    // No such type in the catalogue: it may come later.
    WEBHOOK_EVENTS: ["job.completed", "invoice.*"],
    WEBHOOK_HEADERS: { "x-team": "core" },
    WEBHOOK_TIMEOUT: 7,
    WEBHOOK_MAX_RETRIES: 2,
    WEBHOOK_RETRY_DELAY: 1,
    WEBHOOK_MAX_RETRY_DELAY: 60,
    WEBHOOK_RATE_LIMIT_MAX: 10,
    WEBHOOK_RATE_LIMIT_WINDOW: 60,
  };
  const applied = await Promise.all(Array.from({ length: 5 }, () => apply(settings)));
  expect(applied.filter(({ created }) => created > 0)).toEqual([{ created: 2, changed: 0, removed: 0 }]);
  const made = await endpoints();
  expect(made.map(({ url }) => url)).toEqual([A, B]);
  expect(made[0]).toMatchObject({
    managedBy: "environment",
    disabled: false,
    eventTypes: ["job.completed", "invoice.*"],
    throttleRate: 10,
    deliveryOptions: {
      timeoutSeconds: 7,
      throttleWindowSeconds: 60,
      retry: { delaysSeconds: [1, 2], attempts: 3, maxDelaySeconds: 60 },
    },
  });
  expect(await apply(settings)).toEqual({ created: 0, changed: 0, removed: 0 });
  expect(await endpoints()).toEqual(made);
});

test("a change is applied by the next start: types, limits, headers and secret", async () => {
  await apply({ WEBHOOK_URLS: [A], WEBHOOK_SECRET_KEY: secretOf(1), WEBHOOK_HEADERS: { "x-a": "1" } });
  const before = await only();
  const ref = await refOf(before);
  const changes = {
    WEBHOOK_URLS: [A],
    WEBHOOK_SECRET_KEY: secretOf(2),
    WEBHOOK_HEADERS: {},
    WEBHOOK_EVENTS: ["a.b"],
    WEBHOOK_TIMEOUT: 9,
  };
  expect(await apply(changes)).toEqual({ created: 0, changed: 1, removed: 0 });
  expect(await only()).toMatchObject({ id: before.id, eventTypes: ["a.b"], deliveryOptions: { timeoutSeconds: 9 } });
  expect((await getEndpointSecret(staff, ref)).key).toBe(secretOf(2));
  const row = await db().endpoint.findUniqueOrThrow({ where: { id: ref.endpointId } });
  expect(openHeaders(row, row.headersSealed)).toEqual({});

  // Back again, while the first secret still signs.
  expect(await apply({ ...changes, WEBHOOK_SECRET_KEY: secretOf(1) })).toMatchObject({ changed: 1 });
  expect((await getEndpointSecret(staff, ref)).key).toBe(secretOf(1));
  // Without a setting the secret stays, and the other options go.
  expect(await apply({ WEBHOOK_URLS: [A] })).toMatchObject({ changed: 1 });
  expect((await getEndpointSecret(staff, ref)).key).toBe(secretOf(1));
  expect(await only()).toMatchObject({ eventTypes: null, deliveryOptions: { timeoutSeconds: null } });
});

test("what is no longer named is removed, what people made stays", async () => {
  await apply({ WEBHOOK_URLS: [A, B] });
  const [, second] = await endpoints();
  expect(await apply({ WEBHOOK_URLS: [B] })).toEqual({ created: 0, changed: 0, removed: 1 });
  expect((await only()).id).toBe(second?.id);
  const applicationId = (await findDefaultApplication(SYSTEM)) ?? "";
  await pool().query("update endpoint set managed_by = null where application_id = $1 and deleted_at is null", [
    applicationId,
  ]);
  expect(await apply({ WEBHOOK_URLS: [] })).toEqual({ created: 0, changed: 0, removed: 0 });
  expect((await only()).managedBy).toBeNull();
  await deleteEndpoint(staff, await refOf(await only()));
});

test("an installation that names none gets no application for them", async () => {
  await pool().query("update application set deleted_at = now() where uid = 'default'");
  expect(await apply({ WEBHOOK_URLS: [] })).toEqual({ created: 0, changed: 0, removed: 0 });
  expect(await findDefaultApplication(SYSTEM)).toBeNull();
});

test("an address that endpoints may not have stops the start, and nothing is made", async () => {
  await expect(apply({ WEBHOOK_URLS: [A, "https://10.1.2.3/secret-path"] })).rejects.toThrow(
    /^WEBHOOK_URLS: https:\/\/10\.1\.2\.3: This address is not allowed/,
  );
  expect(await endpoints()).toEqual([]);
});

describe("an endpoint of the environment", () => {
  const refusal = { code: "conflict", message: expect.stringContaining("WEBHOOK_URLS") };

  test("is changed and deleted by nobody, and the refusal names the setting", async () => {
    await apply({ WEBHOOK_URLS: [A] });
    const before = await only();
    const ref = await refOf(before);
    await expect(patchEndpoint(staff, { ...ref, patch: { description: "x" } })).rejects.toMatchObject(refusal);
    const endpoint = { url: A, description: "x", disabled: false, metadata: {} };
    await expect(
      upsertEndpoint(staff, { applicationId: ref.applicationId, endpointIdOrUid: before.id, endpoint }),
    ).rejects.toMatchObject(refusal);
    await expect(setEndpointHeaders(staff, { ...ref, headers: {} })).rejects.toMatchObject(refusal);
    await expect(deleteEndpoint(staff, ref)).rejects.toMatchObject(refusal);
    expect(await only()).toEqual(before);
  });

  test("can be turned off and on, and stays off over a start", async () => {
    await apply({ WEBHOOK_URLS: [A] });
    const ref = await refOf(await only());
    await patchEndpoint(staff, { ...ref, patch: { disabled: true } });
    expect(await apply({ WEBHOOK_URLS: [A] })).toMatchObject({ changed: 0 });
    expect((await only()).disabled).toBe(true);
    await patchEndpoint(staff, { ...ref, patch: { disabled: false } });
    expect((await only()).disabled).toBe(false);
  });
});
