import { createTranslator } from "use-intl/core";
import { expect, test } from "vitest";
import { mistakesIn, mistakesOf } from "@/components/alerts/recipient-mistakes.ts";
import { ApiError } from "@/lib/contract/client.ts";
import alerts from "@/messages/en/alerts.json";

const t = createTranslator({ locale: "en", messages: { alerts }, namespace: "alerts" }) as Parameters<
  typeof mistakesIn
>[0];
const issue = (field: string) => ({ loc: ["body", field], msg: "wrong", type: "value_error" });

test("what is missing is said before anything is asked", () => {
  expect(mistakesIn(t, { kind: "email", target: "", alerts: [] })).toEqual({
    target: "Enter an e-mail address.",
    alerts: "Choose at least one.",
  });
  expect(mistakesIn(t, { kind: "slack", target: "", alerts: ["failing"] })).toEqual({ target: "Enter a URL." });
  expect(mistakesIn(t, { kind: null, target: "", alerts: ["failing"] })).toEqual({});
});

test("what the server refuses stands beside its field, and the rest is left to the form", () => {
  const refused = (fields: string[]) =>
    mistakesOf(t, new ApiError(422, "validation", "wrong", fields.map(issue), null));
  expect(refused(["email"]).target).toBe("This is not an e-mail address.");
  expect(refused(["url", "timeZone"])).toMatchObject({ target: expect.any(String), zone: expect.any(String) });
  expect(mistakesOf(t, new ApiError(409, "conflict", "there", [], null)).target).toContain("already");
  expect(mistakesOf(t, new ApiError(500, "server_error", "no", [], null))).toEqual({});
  expect(mistakesOf(t, new TypeError("away"))).toEqual({});
});
