import { expect, test } from "vitest";
import { limitsOf, placeWords, scopeWords } from "@/components/api-keys/key-limits.ts";

function form(fields: Record<string, string>, scopes: string[] = []): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  for (const scope of scopes) data.append("scope", scope);
  return data;
}

test("a form that nobody filled in makes a key for everything, everywhere", () => {
  expect(limitsOf(form({ purpose: "everything", networks: " ", applicationId: "" }))).toEqual({
    scopes: ["*"],
    networks: [],
    applicationId: null,
  });
});

test("networks are separated by commas, blanks or lines, and scopes are those that are checked", () => {
  const given = form({ purpose: "chosen", networks: "10.0.0.0/8, fd00::/8\n192.0.2.0/24", applicationId: " acme " }, [
    "endpoints:read",
    "messages:read",
  ]);
  expect(limitsOf(given)).toEqual({
    scopes: ["endpoints:read", "messages:read"],
    networks: ["10.0.0.0/8", "fd00::/8", "192.0.2.0/24"],
    applicationId: "acme",
  });
  expect(limitsOf(form({ purpose: "send" }, ["api-keys:write"])).scopes).toEqual([
    "messages:write",
    "event-types:read",
  ]);
});

test("limits are told in few words", () => {
  expect([["*"], ["messages:write"], ["a", "b", "c"]].map(scopeWords)).toEqual([
    "everything",
    "messages:write",
    "3 scopes",
  ]);
  expect(placeWords({ applicationName: null, networks: [] })).toBe("");
  expect(placeWords({ applicationName: "Acme", networks: ["10.0.0.0/8"] })).toBe("for Acme, from 10.0.0.0/8");
  expect(placeWords({ applicationName: null, networks: ["a", "b", "c"] })).toBe("from 3 networks");
});
