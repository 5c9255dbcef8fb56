import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ensureSecret, requireSecret } from "@/scripts/lib/secret.mjs";

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "posthorn-"));
  vi.stubEnv("POSTHORN_SECRET", undefined);
  vi.stubEnv("POSTHORN_SECRET_FILE", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

test("a new database gets a secret that only the owner can read, and keeps it", () => {
  const file = path.join(home, "secret");
  expect(ensureSecret(home)).toEqual({ POSTHORN_SECRET_FILE: file });
  const secret = readFileSync(file, "utf8");
  expect(secret.trim().length).toBeGreaterThanOrEqual(43);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  mkdirSync(path.join(home, "data"));
  writeFileSync(path.join(home, "data", "PG_VERSION"), "18\n");
  expect(ensureSecret(home)).toEqual({ POSTHORN_SECRET_FILE: file });
  expect(readFileSync(file, "utf8")).toBe(secret);
});

test("a database whose secret is lost is not started with a new one", () => {
  mkdirSync(path.join(home, "data"));
  writeFileSync(path.join(home, "data", "PG_VERSION"), "18\n");
  expect(() => ensureSecret(home)).toThrow("is missing");
});

test("the operator's own secret wins, and is required with a database of the operator's own", () => {
  expect(() => requireSecret()).toThrow("POSTHORN_SECRET is not set");
  for (const name of ["POSTHORN_SECRET", "POSTHORN_SECRET_FILE"]) {
    vi.stubEnv(name, "mine");
    requireSecret();
    expect(ensureSecret(home)).toEqual({});
    vi.stubEnv(name, undefined);
  }
});
