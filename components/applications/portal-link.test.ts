import { expect, test } from "vitest";
import { capabilitiesOf, linkCommand } from "@/components/applications/portal-link.ts";

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
