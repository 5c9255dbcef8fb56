import { expect, test } from "vitest";
import { capabilitiesOf, choicesFor, linkCommand, presetsFor, sdkCall } from "@/components/applications/portal-link.ts";

test("full names no capability, so that those of the future are included", () => {
  expect(capabilitiesOf("full", [])).toBeUndefined();
});

test.each([
  ["noSecrets", ["ViewBase", "ManageEndpoint", "CreateAttempts"]],
  ["readOnly", ["ViewBase"]],
  ["custom", ["ViewBase", "CreateAttempts"]],
] as const)("the preset %s gives exactly its capabilities", (preset, expected) => {
  expect(capabilitiesOf(preset, ["CreateAttempts"])).toEqual(expected);
});

test("the command asks for the same link", () => {
  const command = linkCommand("https://hooks.example", "app_1", { capabilities: ["ViewBase"], expiry: 3600 });
  expect(command).toContain("https://hooks.example/api/v1/auth/app-portal-access/app_1");
  expect(command).toContain(`-d '{"capabilities":["ViewBase"],"expiry":3600}'`);
});

test("support is offered only what the API lets it hand out", () => {
  expect(choicesFor("support").toSorted()).toEqual(["CreateAttempts", "ManageEndpoint"]);
  expect(presetsFor("support").map(({ value }) => value)).toEqual(["noSecrets", "readOnly", "custom"]);
  expect(presetsFor("engineer").map(({ value }) => value)).toContain("full");
});

test("the SDK call asks for the same link, and is not shown when the SDK would leave something out", () => {
  const call = sdkCall("https://hooks.example", "app_1", { capabilities: ["ViewBase"], sessionId: "user-1" });
  expect(call).toContain('serverUrl: "https://hooks.example"');
  expect(call).toMatch(/appPortalAccess\("app_1", \{[\s\S]*capabilities: \[[\s\S]*sessionId: "user-1"/);
  expect(sdkCall("https://hooks.example", "app_1", { theme: "dark" })).toBeNull();
});
