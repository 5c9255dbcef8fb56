import { beforeEach, expect, test, vi } from "vitest";
import type { SealedRow } from "@/lib/crypto.ts";
import { pool } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { newUuid } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";

useDatabase();

const [OLD, NEW, FOREIGN] = ["old", "new", "foreign"].map((name) => `the-${name}-secret-`.padEnd(40, "x"));
const SYSTEM: Context = { actor: { kind: "system", label: "test" }, requestId: "test" };
const SECRET = "canary-0123456789";

/** Settings and keys are read once in a process: each of these is another one, on the same database. */
async function processWith(current: string | undefined, ...others: (string | undefined)[]) {
  vi.resetModules();
  vi.stubEnv("POSTHORN_SECRET", current);
  vi.stubEnv("POSTHORN_SECRET_OTHERS", others.join(","));
  const [crypto, canary, verbs, { countByKeyUnscoped }, columns] = await Promise.all([
    import("@/lib/crypto.ts"),
    import("@/lib/domain/secrets/canary.ts"),
    import("@/lib/domain/secrets/re-encrypt.ts"),
    import("@/lib/domain/secrets/count-by-key.ts"),
    import("@/lib/domain/secrets/sealed-columns.ts"),
  ]);
  const reEncrypt = () => verbs.reEncryptUnscoped(SYSTEM, { onProgress: () => {} });
  const keyId = crypto.sealedNow().split(":")[1];
  return { ...crypto, ...canary, ...columns, countByKeyUnscoped, reEncrypt, keyId };
}
beforeEach(() => () => vi.unstubAllEnvs());

/** One value or more in every sealed column, each made by the verb that makes it. */
async function fill(): Promise<{ endpointId: string; applicationId: string }> {
  const tenants = await import("@/lib/testing/tenants.ts");
  const { ctx, applicationId } = await tenants.aTenant();
  const headers = { "X-Canary": SECRET };
  const { endpointId } = await tenants.anEndpoint(ctx, applicationId, { headers });
  const ref = { applicationId, endpointId };
  const { setEndpointAuthentication } = await import("@/lib/domain/endpoints/set-authentication.ts");
  await setEndpointAuthentication(ctx, { ...ref, authentication: { bearer: { token: SECRET } } });
  const { patchEndpointTransformation } = await import("@/lib/domain/transformations/patch.ts");
  const code = "function handler(webhook) { return webhook; }";
  await patchEndpointTransformation(ctx, { ...ref, patch: { code, enabled: true, variables: { key: SECRET } } });
  const { createSource } = await import("@/lib/domain/sources/create.ts");
  await createSource(ctx, {
    applicationId,
    source: { name: "GitHub", kind: "github", secret: SECRET, disabled: false, settings: {} },
  } as Parameters<typeof createSource>[1]);
  const { createRecipient } = await import("@/lib/domain/alerts/create-recipient.ts");
  const recipient = { kind: "webhook", url: tenants.RECEIVER_URL, alerts: [], locale: "en", timeZone: "UTC" } as const;
  await createRecipient(ctx, { applicationId, recipient } as unknown as Parameters<typeof createRecipient>[1]);
  const { seal } = await import("@/lib/crypto.ts");
  const staff: SealedRow = { id: newUuid(), applicationId: null };
  await pool().query(
    `insert into staff (id, email, name, role, link_sealed, second_factor_secret, second_factor_pending)
    values ($1, $2, 'Ada', 'viewer', $3, $4, $5)`,
    [
      staff.id,
      `${staff.id}@posthorn.test`,
      ...(["link_sealed", "second_factor_secret", "second_factor_pending"] as const).map((name) =>
        seal(`staff.${name}`, staff, SECRET),
      ),
    ],
  );
  const { claimKey, keepAnswer } = await import("@/lib/domain/idempotency/key.ts");
  const keyHash = Buffer.from(newUuid());
  await claimKey(keyHash, keyHash);
  await keepAnswer(keyHash, 200, SECRET);
  return ref;
}

test("after re-encryption the new secret alone opens everything, and the old one alone starts nothing", async () => {
  const before = await processWith(OLD);
  await before.requireRightSecretUnscoped();
  const { endpointId } = await fill();
  // More than one batch.
  await pool().query(
    `insert into idempotency (key_hash, request_hash, status, body)
    select k.hash, k.hash, 200, k.sealed from unnest($1::bytea[], $2::text[]) as k(hash, sealed)`,
    [
      Array.from({ length: 450 }, (_, n) => Buffer.from(`key ${n}`)),
      Array.from({ length: 450 }, (_, n) => {
        const id = Buffer.from(`key ${n}`).toString("hex");
        return before.seal("idempotency.body", { id, applicationId: null }, SECRET);
      }),
    ],
  );
  const counts = await before.countByKeyUnscoped();
  expect(new Set(counts.map(({ column }) => column))).toEqual(new Set(Object.keys(before.SEALED_COLUMNS)));
  expect(new Set(counts.map(({ keyId }) => keyId))).toEqual(new Set([before.keyId]));

  const after = await processWith(NEW, OLD);
  await after.requireRightSecretUnscoped();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  // All but the canary, which follows by itself.
  expect(await after.reEncrypt()).toEqual({ changed: total - 1, unreadable: [], left: 0 });
  expect(await after.reEncrypt()).toEqual({ changed: 0, unreadable: [], left: 0 });
  expect(await after.countByKeyUnscoped()).toEqual(counts.map((one) => ({ ...one, keyId: after.keyId })));

  const alone = await processWith(NEW);
  await alone.requireRightSecretUnscoped();
  const { loadDeliveryConfigsUnscoped } = await import("@/lib/domain/endpoints/delivery-config.ts");
  expect(await loadDeliveryConfigsUnscoped([endpointId])).toMatchObject([
    { headers: { "X-Canary": SECRET }, credential: { value: `Bearer ${SECRET}` }, keys: [{}] },
  ]);
  await expect((await processWith(OLD)).requireRightSecretUnscoped()).rejects.toThrow(/another secret \(key /);
  const { rows } = await pool().query("select change from audit_log where action = 'secrets.re_encrypted' order by id");
  expect(rows[0]).toEqual({ change: { after: { changed: total - 1, left: 0, unreadable: 0 } } });
});

test("a row that was given to another application does not open, is named, and keeps the old secret in use", async () => {
  const before = await processWith(NEW);
  const { endpointId } = await fill();
  const other = await fill();
  await pool().query("update endpoint set application_id = $2 where id = $1", [endpointId, other.applicationId]);
  const { loadDeliveryConfigsUnscoped } = await import("@/lib/domain/endpoints/delivery-config.ts");
  await expect(loadDeliveryConfigsUnscoped([endpointId])).rejects.toThrow(before.CannotUnseal);
  expect(await loadDeliveryConfigsUnscoped([other.endpointId])).toHaveLength(1);

  const after = await processWith(OLD, NEW);
  const { unreadable, left } = await after.reEncrypt();
  expect(left).toBe(0);
  expect(new Set(unreadable.map(({ column, id }) => `${column} ${id.split("/")[0] === endpointId}`))).toContain(
    "endpoint.headers_sealed true",
  );
  const canary = (await after.countByKeyUnscoped()).find(({ column }) => column === "secret_canary.sealed");
  expect(canary?.keyId).toBe(before.keyId);
});

test("a database without a canary is not given one by a process with a foreign secret", async () => {
  await pool().query("delete from secret_canary");
  await expect((await processWith(FOREIGN)).requireRightSecretUnscoped()).rejects.toThrow("Nothing was started");
  expect((await pool().query("select from secret_canary")).rowCount).toBe(0);
  const right = await processWith(NEW, OLD);
  await Promise.all([right.requireRightSecretUnscoped(), right.requireRightSecretUnscoped()]);
  expect((await pool().query("select from secret_canary")).rowCount).toBe(1);
});

test("an installation of an earlier release goes on writing what that one reads, until it is re-encrypted", async () => {
  await pool().query("truncate idempotency, staff, alert_recipient, source_secret, endpoint_transformation cascade");
  await pool().query("truncate endpoint cascade");
  await pool().query("delete from secret_canary");
  await pool().query("insert into staff (id, email, name, role) values ($1, 'first@posthorn.test', 'A', 'viewer')", [
    newUuid(),
  ]);
  const formatsOf = async (process: Awaited<ReturnType<typeof processWith>>) =>
    new Set((await process.countByKeyUnscoped()).map(({ format }) => format));
  const upgraded = await processWith(OLD);
  await upgraded.requireRightSecretUnscoped();
  const { endpointId } = await fill();
  expect(await formatsOf(upgraded)).toEqual(new Set(["v1"]));
  const { loadDeliveryConfigsUnscoped } = await import("@/lib/domain/endpoints/delivery-config.ts");
  expect(await loadDeliveryConfigsUnscoped([endpointId])).toMatchObject([{ headers: { "X-Canary": SECRET } }]);
  expect((await upgraded.reEncrypt()).left).toBe(0);
  expect(await formatsOf(upgraded)).toEqual(new Set(["v2"]));
  const later = await processWith(OLD);
  await later.requireRightSecretUnscoped();
  await fill();
  expect(await formatsOf(later)).toEqual(new Set(["v2"]));
});
