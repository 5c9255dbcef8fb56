import { expect, test, vi } from "vitest";
import { NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import { pool } from "@/lib/db.ts";
import { effectiveOptions } from "@/lib/domain/endpoints/options.ts";
import { getSettings, patchSettings } from "@/lib/domain/settings/change.ts";
import { settings, startSettings } from "@/lib/domain/settings/snapshot.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, aStaff, aTenant } from "@/lib/testing/tenants.ts";
import { createConfigCache } from "@/worker/delivery/config-cache.ts";

useDatabase();

const admin = aStaff("admin");
const versionOf = async () => (await getSettings(admin)).version;
const patch = async (body: Omit<Parameters<typeof patchSettings>[1], "version">) =>
  patchSettings(admin, { version: await versionOf(), ...body });

test("a change holds at once, null takes it back, and the audit log has both sides", async () => {
  const changed = await patch({ retryDelaysSeconds: [60, 3600], payloadDays: 7 });
  expect(changed.settings.retryDelaysSeconds).toEqual({
    value: [60, 3600],
    from: "console",
    variable: "RETRY_SCHEDULE_SECONDS",
  });
  expect(changed.updatedBy).toBe("staff@posthorn.test");
  expect(effectiveOptions(NO_OPTIONS).retryDelaysSeconds).toEqual([60, 3600]);
  const taken = await patch({ retryDelaysSeconds: null, payloadDays: null });
  expect(taken.settings.payloadDays).toEqual({
    value: null,
    from: "default",
    variable: "POSTHORN_PAYLOAD_RETENTION_DAYS",
  });
  const { rows } = await pool().query("select change from audit_log where action = 'settings.updated' order by id");
  expect(rows[0].change).toEqual({
    before: { retryDelaysSeconds: [5, 300, 1800, 7200, 18_000, 36_000, 36_000], payloadDays: null },
    after: { retryDelaysSeconds: [60, 3600], payloadDays: 7 },
  });
});

test("of two editors the second is told, and overwrites nothing", async () => {
  const version = await versionOf();
  const both = await Promise.allSettled([
    patchSettings(admin, { version, endpointOffAfterHours: 10 }),
    patchSettings(admin, { version, requestTimeoutSeconds: 20 }),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  const refused = both.find((one) => one.status === "rejected");
  expect(refused?.reason).toMatchObject({ code: "conflict", message: /staff@posthorn.test has changed the settings/ });
  expect(await versionOf()).toBe(version + 1);
});

test.each([
  [{ messageDays: 5, payloadDays: 6 }, "payloadDays"],
  [{ responseDays: 400 }, "responseDays"],
  [{ payloadDays: 1 }, "payloadDays"],
  [{ retryDelaysSeconds: [604_800, 604_800], messageDays: 3 }, "messageDays"],
])("%j makes no sense and is refused at %s", async (body, field) => {
  const before = await versionOf();
  await expect(patch(body)).rejects.toMatchObject({ code: "validation", issues: [{ loc: ["body", field] }] });
  expect(await versionOf()).toBe(before);
});

test("what the environment sets cannot be changed, and what was changed before does not hold against it", async () => {
  await patch({ endpointOffAfterHours: 48 });
  vi.stubEnv("ENDPOINT_OFF_AFTER_HOURS", "120");
  await expect(patch({ endpointOffAfterHours: 24 })).rejects.toMatchObject({
    issues: [{ loc: ["body", "endpointOffAfterHours"], msg: expect.stringContaining("ENDPOINT_OFF_AFTER_HOURS") }],
  });
  expect((await getSettings(admin)).settings.endpointOffAfterHours).toMatchObject({ value: 120, from: "environment" });
  vi.unstubAllEnvs();
});

test("below an admin nobody changes them, and a viewer reads them", async () => {
  const version = await versionOf();
  await expect(patchSettings(aStaff("engineer"), { version, messageDays: 3 })).rejects.toMatchObject({
    code: "insufficient access",
  });
  await expect(getSettings(aStaff("viewer"))).resolves.toMatchObject({ version });
});

test("another process hears of a change, and a worker's configurations follow", async () => {
  await startSettings();
  const { ctx, applicationId } = await aTenant();
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const cache = createConfigCache();
  const timeout = async () => (await cache.get([{ endpointId, version: 1 }])).get(endpointId)?.timeoutMs;
  const before = await timeout();
  // As another process commits it.
  await pool().query(`with changed as (update installation_setting set version = version + 1, given = '{"requestTimeoutSeconds":33,"notOurs":1,"messageDays":-4}' returning 1)
    select pg_notify('posthorn_settings', '') from changed`);
  await expect.poll(() => settings().requestTimeoutSeconds).toBe(33);
  expect(settings().messageDays).toBe(30);
  expect(before).not.toBe(33_000);
  expect(await timeout()).toBe(33_000);
});
