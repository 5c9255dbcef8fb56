import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import type { SealedColumn } from "@/lib/crypto.ts";

const [OLD, NEW, FOREIGN] = ["old", "new", "foreign"].map((name) => `the-${name}-secret-`.padEnd(40, "x"));
const ROW = { id: "0199a0c0-0000-7000-8000-000000000001", applicationId: "0199a0c0-0000-7000-8000-00000000000a" };
const COLUMN = "endpoint_secret.secret_sealed";

/** Settings and keys are read once in a process: each of these is another one. */
async function processWith(current: string | undefined, ...others: (string | undefined)[]) {
  vi.resetModules();
  vi.stubEnv("POSTHORN_SECRET", current);
  vi.stubEnv("POSTHORN_SECRET_OTHERS", others.join(","));
  return import("@/lib/crypto.ts");
}
beforeEach(() => () => vi.unstubAllEnvs());

test("a value opens at its own place only: not in another row, column or application, nor changed or cut", async () => {
  const { seal, unseal, CannotUnseal } = await processWith(OLD);
  const sealed = seal(COLUMN, ROW, "whsec_canary");
  expect(sealed).toMatch(/^v2:[0-9a-f]{8}:[\w-]{16}:[\w-]+$/);
  expect(seal(COLUMN, ROW, "whsec_canary")).not.toBe(sealed);
  expect(unseal(COLUMN, ROW, sealed)).toBe("whsec_canary");
  const elsewhere: [SealedColumn, typeof ROW][] = [
    ["source_secret.secret_sealed", ROW],
    [COLUMN, { ...ROW, id: ROW.id.replace(/1$/, "2") }],
    [COLUMN, { ...ROW, applicationId: ROW.applicationId.replace(/a$/, "b") }],
  ];
  for (const [column, row] of elsewhere) expect(() => unseal(column, row, sealed)).toThrow(CannotUnseal);
  const [version, id, iv, data = ""] = sealed.split(":");
  const changed = [
    [version, id, iv, `A${data.slice(1) === data ? "" : data.slice(1)}B`],
    [version, id, iv, data.slice(0, -4)],
    [version, id, iv, ""],
    [version, "00000000", iv, data],
    ["v1", id, iv, data],
    ["v3", id, iv, data],
    ["whsec_canary"],
  ];
  for (const parts of changed) expect(() => unseal(COLUMN, ROW, parts.join(":")), parts[0]).toThrow(CannotUnseal);
});

test("while the secret is changed both generations read what either writes, and a foreign secret reads nothing", async () => {
  const before = await processWith(OLD, NEW);
  const old = before.seal(COLUMN, ROW, "old");
  const link = before.proofOf("alert-link", "rcp_1");
  const [session] = before.derivedSecrets("staff-session");
  const after = await processWith(NEW, OLD);
  const fresh = after.seal(COLUMN, ROW, "new");
  for (const one of [before, after]) {
    expect([one.unseal(COLUMN, ROW, old), one.unseal(COLUMN, ROW, fresh)]).toEqual(["old", "new"]);
    expect(one.isProofOf("alert-link", "rcp_1", link)).toBe(true);
    expect(one.derivedSecrets("staff-session")).toContain(session);
  }
  expect(after.isProofOf("alert-link", "rcp_2", link)).toBe(false);
  expect(old.startsWith(after.sealedNow())).toBe(false);
  const foreign = await processWith(FOREIGN);
  expect(() => foreign.unseal(COLUMN, ROW, old)).toThrow(/sealed with the secret [0-9a-f]{8}, and the settings give/);
  expect(foreign.isProofOf("alert-link", "rcp_1", link)).toBe(false);
  expect(foreign.derivedSecrets("staff-session")).not.toContain(session);
});

test("values of the first format are read, also those of versions, which were bound to the endpoint alone", async () => {
  const { unseal, sealedNow } = await processWith(OLD);
  const id = sealedNow().split(":")[1];
  const first = (purpose: string, bound: string, plain: string) => {
    const iv = randomBytes(12);
    const key = Buffer.from(hkdfSync("sha256", String(OLD), "posthorn", purpose, 32));
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(`${purpose}|${bound}`));
    const data = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return `v1:${id}:${iv.toString("base64url")}:${data.toString("base64url")}`;
  };
  expect(unseal(COLUMN, ROW, first("endpoint-secret", ROW.id, "one"))).toBe("one");
  const headers = first("endpoint-headers", ROW.id, "two");
  expect(unseal("endpoint_version.headers_sealed", { ...ROW, id: `${ROW.id}/3` }, headers)).toBe("two");
  expect(() => unseal("source_secret.secret_sealed", ROW, headers)).toThrow("taken from another place");
});
