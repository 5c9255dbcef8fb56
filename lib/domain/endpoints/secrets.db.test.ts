import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db.ts";
import { loadDeliveryConfigsUnscoped } from "@/lib/domain/endpoints/delivery-config.ts";
import { expireEndpointSecrets } from "@/lib/domain/endpoints/expire-secrets.ts";
import { extendEndpointSecrets } from "@/lib/domain/endpoints/extend-secrets.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { patchEndpointHeaders, setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { NotFound } from "@/lib/errors.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aCustomer, anEndpoint, aStaff, aTenant, RECEIVER_URL } from "@/lib/testing/tenants.ts";
import { formatSecret } from "@/lib/webhook/secret.ts";

useDatabase();

const aSecret = () => formatSecret(randomBytes(24));

async function anEndpointWith(input: Parameters<typeof anEndpoint>[2] = {}) {
  const tenant = await aTenant();
  const { endpointId, endpoint } = await anEndpoint(tenant.ctx, tenant.applicationId, input);
  return { ...tenant, endpoint, ref: { applicationId: tenant.applicationId, endpointId } };
}

/** What the worker would send with. */
async function sent(endpointId: string) {
  const [config] = await loadDeliveryConfigsUnscoped([endpointId]);
  if (!config) throw new Error("no such endpoint");
  return config;
}

describe("the signing secret", () => {
  test("a given one is kept, whatever way it is written, and the worker signs with it", async () => {
    const secret = aSecret();
    const { ctx, ref } = await anEndpointWith({ secret: secret.replace("whsec_", "") });
    expect(await getEndpointSecret(ctx, ref)).toEqual({ key: secret });
    expect((await sent(ref.endpointId)).keys).toHaveLength(1);
    await expect(anEndpoint(ctx, ref.applicationId, { secret: "whsec_short" })).rejects.toMatchObject({
      issues: [expect.objectContaining({ loc: ["body", "secret"] })],
    });
  });

  test("every reveal is recorded, and neither log nor table holds the secret", async () => {
    const { customer, ref } = await anEndpointWith();
    const { key } = await getEndpointSecret(customer, ref);
    await rotateEndpointSecret(customer, { ...ref, key: aSecret() });
    const { applicationId, endpointId } = ref;
    const revealed = { applicationId, action: "endpoint.secret_revealed", actorKind: "portal" };
    expect(await db().auditLog.count({ where: revealed })).toBe(1);
    const rows = await Promise.all([
      db().auditLog.findMany({ where: { applicationId } }),
      db().endpointSecret.findMany({ where: { endpointId } }),
    ]);
    expect(JSON.stringify(rows)).not.toContain(key.slice("whsec_".length));
  });

  test("during the overlap old and new both sign, newest first; then only the new one", async () => {
    const { ctx, ref } = await anEndpointWith();
    const key = aSecret();
    await rotateEndpointSecret(ctx, { ...ref, key });
    expect(await getEndpointSecret(ctx, ref)).toEqual({ key });
    const { data } = await listEndpointSecrets(ctx, ref);
    expect(data.map(({ id, current }) => [id, current])).toEqual([
      ["2", true],
      ["1", false],
    ]);
    expect(data[0]?.last4).toBe(key.replace(/=+$/, "").slice(-4));
    const seconds = (Date.parse(data[1]?.expiresAt ?? "") - Date.now()) / 1000;
    expect(Math.round(seconds / 60)).toBe(1440);
    expect((await sent(ref.endpointId)).keys).toHaveLength(2);

    await expireEndpointSecrets(ctx, ref);
    expect((await listEndpointSecrets(ctx, ref)).data.map(({ id }) => id)).toEqual(["2"]);
    expect(await sent(ref.endpointId)).toMatchObject({ version: 3, keys: [{ expiresAtMs: null }] });
  });

  test("a grace period of nothing ends the old one at once", async () => {
    const { ctx, ref } = await anEndpointWith();
    await rotateEndpointSecret(ctx, { ...ref, gracePeriodSeconds: 0 });
    expect((await listEndpointSecrets(ctx, ref)).data).toHaveLength(1);
  });

  test("an old one is read by its version while it signs", async () => {
    const { ctx, ref } = await anEndpointWith();
    const { key } = await getEndpointSecret(ctx, ref);
    await rotateEndpointSecret(ctx, ref);
    expect((await getEndpointSecret(ctx, ref)).key).not.toBe(key);
    expect(await getEndpointSecret(ctx, { ...ref, version: "1" })).toEqual({ key });
    await expect(getEndpointSecret(ctx, { ...ref, version: "3" })).rejects.toBeInstanceOf(NotFound);
    await expireEndpointSecrets(ctx, ref);
    await expect(getEndpointSecret(ctx, { ...ref, version: "1" })).rejects.toBeInstanceOf(NotFound);
  });

  test("an overlap is made longer, never shorter, and what has ended does not come back", async () => {
    const { ctx, ref } = await anEndpointWith();
    const oldEndsAt = async () => Date.parse((await listEndpointSecrets(ctx, ref)).data[1]?.expiresAt ?? "");
    await expect(extendEndpointSecrets(ctx, { ...ref, gracePeriodSeconds: 60 })).rejects.toMatchObject({
      code: "conflict",
    });
    await rotateEndpointSecret(ctx, { ...ref, gracePeriodSeconds: 3600 });
    const before = await oldEndsAt();
    await extendEndpointSecrets(ctx, { ...ref, gracePeriodSeconds: 60 });
    expect(await oldEndsAt()).toBe(before);
    await extendEndpointSecrets(ctx, { ...ref, gracePeriodSeconds: 86_400 });
    expect(Math.round(((await oldEndsAt()) - Date.now()) / 3_600_000)).toBe(24);
    expect((await sent(ref.endpointId)).keys.map(({ expiresAtMs }) => expiresAtMs).filter(Boolean)).toEqual([
      await oldEndsAt(),
    ]);
    await expireEndpointSecrets(ctx, ref);
    await expect(extendEndpointSecrets(ctx, { ...ref, gracePeriodSeconds: 60 })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("no more than ten old ones sign, and rotating without an overlap is always possible", async () => {
    const { ctx, ref } = await anEndpointWith();
    for (let n = 0; n < 10; n++) await rotateEndpointSecret(ctx, ref);
    await expect(rotateEndpointSecret(ctx, ref)).rejects.toMatchObject({ code: "limit_reached" });
    await rotateEndpointSecret(ctx, { ...ref, gracePeriodSeconds: 0 });
    expect((await listEndpointSecrets(ctx, ref)).data).toHaveLength(11);
  });

  test("rotations at once leave exactly one current secret", async () => {
    const { ctx, ref } = await anEndpointWith();
    await Promise.all(Array.from({ length: 5 }, () => rotateEndpointSecret(ctx, ref)));
    const { data } = await listEndpointSecrets(ctx, ref);
    expect([data.length, data.filter(({ current }) => current).length]).toEqual([6, 1]);
  });

  test("a secret that signs already is refused at its field", async () => {
    const { ctx, ref } = await anEndpointWith();
    const { key } = await getEndpointSecret(ctx, ref);
    await expect(rotateEndpointSecret(ctx, { ...ref, key })).rejects.toMatchObject({
      issues: [expect.objectContaining({ loc: ["body", "key"] })],
    });
  });

  test("who lacks the capability or the role neither sees nor changes it, strangers find nothing", async () => {
    const { ref, applicationId, organizationId } = await anEndpointWith();
    const customer = aCustomer(applicationId, { organizationId, capabilities: ["ViewBase", "ManageEndpoint"] });
    for (const actor of [customer, aStaff("support")]) {
      await expect(getEndpointSecret(actor, ref)).rejects.toMatchObject({ code: "insufficient access" });
      await expect(rotateEndpointSecret(actor, ref)).rejects.toMatchObject({ code: "insufficient access" });
      await expect(expireEndpointSecrets(actor, ref)).rejects.toMatchObject({ code: "insufficient access" });
      await expect(extendEndpointSecrets(actor, { ...ref, gracePeriodSeconds: 60 })).rejects.toMatchObject({
        code: "insufficient access",
      });
    }
    const stranger = await aTenant();
    await expect(getEndpointSecret(stranger.customer, ref)).rejects.toBeInstanceOf(NotFound);
    const mixed = { ...ref, applicationId: stranger.applicationId };
    await expect(getEndpointSecret(stranger.ctx, mixed)).rejects.toBeInstanceOf(NotFound);
    await expect(rotateEndpointSecret(stranger.ctx, mixed)).rejects.toBeInstanceOf(NotFound);
  });
});

describe("custom headers", () => {
  const HEADERS = { Authorization: "Bearer s3cr3t-value", "X-Tenant": "42" };

  test("credentials are read back by name only, and people read no value at all", async () => {
    const { ctx, ref, customer } = await anEndpointWith({ headers: HEADERS });
    expect(await getEndpointHeaders(ctx, ref)).toEqual({ headers: { "X-Tenant": "42" }, sensitive: ["Authorization"] });
    for (const actor of [customer, aStaff("admin")]) {
      expect(await getEndpointHeaders(actor, ref)).toEqual({ headers: {}, sensitive: ["Authorization", "X-Tenant"] });
    }
  });

  test("the worker sends them, the tables and the audit log do not hold them", async () => {
    const { ref, applicationId } = await anEndpointWith({ headers: HEADERS });
    expect((await sent(ref.endpointId)).headers).toEqual(HEADERS);
    const rows = await Promise.all([
      db().auditLog.findMany({ where: { applicationId } }),
      db().endpoint.findMany({ where: { applicationId } }),
      db().endpointVersion.findMany({ where: { endpointId: ref.endpointId } }),
    ]);
    expect(JSON.stringify(rows)).not.toContain("s3cr3t");
  });

  test("setting replaces all; patching changes the named ones, whatever their case; null and deleteHeaders remove", async () => {
    const { ctx, ref } = await anEndpointWith({ headers: HEADERS });
    await setEndpointHeaders(ctx, { ...ref, headers: { "X-One": "1", "X-Two": "2", "X-Three": "3" } });
    await patchEndpointHeaders(ctx, {
      ...ref,
      headers: { "x-one": "9", "X-Two": null, "X-New": "n" },
      deleteHeaders: ["x-THREE"],
    });
    expect(await sent(ref.endpointId)).toMatchObject({ version: 3, headers: { "x-one": "9", "X-New": "n" } });
    await setEndpointHeaders(ctx, { ...ref, headers: {} });
    expect((await sent(ref.endpointId)).headers).toEqual({});
  });

  test("headers that may not be sent are refused by name with the reason, and nothing changes", async () => {
    const { ctx, ref } = await anEndpointWith();
    const headers = { "webhook-id": "x", "X-Fine": "ok", Host: "evil", "X-Break": "a\r\nb: c" };
    await expect(setEndpointHeaders(ctx, { ...ref, headers })).rejects.toMatchObject({
      code: "validation",
      issues: [
        { loc: ["body", "headers", "webhook-id"], msg: expect.stringContaining("reserved") },
        { loc: ["body", "headers", "Host"] },
        { loc: ["body", "headers", "X-Break"] },
      ],
    });
    const twice = { ...ref, headers: { "X-A": "1", "x-a": "2" } };
    await expect(patchEndpointHeaders(ctx, twice)).rejects.toMatchObject({ code: "validation" });
    expect(await sent(ref.endpointId)).toMatchObject({ version: 1, headers: {} });
  });

  test("moving the URL to another origin drops them, moving it within the origin does not", async () => {
    const { customer, ref } = await anEndpointWith({ headers: HEADERS });
    await patchEndpoint(customer, { ...ref, patch: { url: `${RECEIVER_URL}/elsewhere` } });
    expect((await sent(ref.endpointId)).headers).toEqual(HEADERS);
    await patchEndpoint(customer, { ...ref, patch: { url: "http://127.0.0.1:8998/hooks" } });
    expect((await sent(ref.endpointId)).headers).toEqual({});
    const [entry] = await db().auditLog.findMany({
      where: { applicationId: ref.applicationId, action: "endpoint.updated" },
      orderBy: { id: "desc" },
    });
    expect(entry?.change).toMatchObject({ before: { headers: { Authorization: "••••" } }, after: { headers: {} } });
  });
});
