import { expect, test } from "vitest";
import { hasValidChecksum, newApiKeyToken } from "@/lib/domain/api-keys/token.ts";

test("a key has a form that secret scanners find, and no two are alike", () => {
  const tokens = Array.from({ length: 1000 }, newApiKeyToken);
  for (const token of tokens) expect(token).toMatch(/^ph_live_[A-Za-z0-9]{49}$/);
  expect(new Set(tokens).size).toBe(1000);
});

test("a key is told from a look-alike by its checksum", () => {
  const token = newApiKeyToken();
  expect(hasValidChecksum(token)).toBe(true);
  const changed = token.replace(/.$/, (last) => (last === "0" ? "1" : "0"));
  expect(hasValidChecksum(changed)).toBe(false);
  expect(hasValidChecksum(token.slice(0, -1))).toBe(false);
});
