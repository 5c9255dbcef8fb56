import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { canBeApiKey, hasValidChecksum, holdsApiKey, newApiKeyToken } from "@/lib/domain/api-keys/token.ts";

const lastChanged = (token: string) => token.replace(/.$/, (last) => (last === "0" ? "1" : "0"));

test("a key has a form that secret scanners find, and no two are alike", () => {
  const guide = readFileSync(path.resolve(import.meta.dirname, "../../../docs/api-keys.md"), "utf8");
  const documented = /`(\\bph_live_[^`]+)`/.exec(guide)?.[1];
  expect(documented).toBeDefined();
  const tokens = Array.from({ length: 1000 }, newApiKeyToken);
  const scanner = new RegExp(String(documented));
  for (const token of tokens) {
    expect(token).toMatch(/^ph_live_[A-Za-z0-9]{49}$/);
    expect(scanner.exec(`key="${token}";`)?.[0]).toBe(token);
  }
  expect(new Set(tokens).size).toBe(1000);
});

test("a key is told from a look-alike by its checksum", () => {
  const token = newApiKeyToken();
  expect(hasValidChecksum(token)).toBe(true);
  expect(hasValidChecksum(lastChanged(token))).toBe(false);
  expect(hasValidChecksum(token.slice(0, -1))).toBe(false);
});

test("what cannot be a key is known by its form, and a key that the operator chose can be one", () => {
  const token = newApiKeyToken();
  expect(canBeApiKey(token)).toBe(true);
  expect(canBeApiKey("ph_live_chosenByTheOperator-0_12")).toBe(true);
  for (const other of [lastChanged(token), `x${token}`, "ph_live_short", "ph_portal_abc", "a.b.c", ""]) {
    expect(canBeApiKey(other), other).toBe(false);
  }
});

test("a key in an address is seen, a look-alike and a part of one are not", () => {
  const token = newApiKeyToken();
  expect(holdsApiKey(`/api/v1/app?token=${token}&limit=1`)).toBe(true);
  expect(holdsApiKey(`/api/v1/app?token=${lastChanged(token)}`)).toBe(false);
  expect(holdsApiKey("/api/v1/search?q=ph_live_…abcd")).toBe(false);
});
