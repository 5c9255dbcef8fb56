import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureSecret, requireSecret } from "@/scripts/lib/secret.mjs";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "posthorn-"));
  vi.stubEnv("POSTHORN_SECRET", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

test("a new database gets a secret that only the owner can read, and keeps it", () => {
  const secret = ensureSecret(home);
  expect(secret.length).toBeGreaterThanOrEqual(43);
  expect(statSync(path.join(home, "secret")).mode & 0o777).toBe(0o600);
  mkdirSync(path.join(home, "data"));
  writeFileSync(path.join(home, "data", "PG_VERSION"), "18\n");
  expect(ensureSecret(home)).toBe(secret);
});

test("a database whose secret is lost is not started with a new one", () => {
  mkdirSync(path.join(home, "data"));
  writeFileSync(path.join(home, "data", "PG_VERSION"), "18\n");
  expect(() => ensureSecret(home)).toThrow("is missing");
});

test("the operator's own secret wins, and is required with a database of the operator's own", () => {
  expect(() => requireSecret()).toThrow("POSTHORN_SECRET is not set");
  vi.stubEnv("POSTHORN_SECRET", "mine");
  expect(requireSecret()).toBe("mine");
  expect(ensureSecret(home)).toBe("mine");
});
