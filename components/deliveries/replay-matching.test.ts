import { expect, test } from "vitest";
import { replayMatchingPath } from "@/components/deliveries/replay-matching.ts";
import { explorerParams } from "@/components/deliveries/search-params.ts";
import { readParams } from "@/components/ui/url-params.ts";

const scope = { surface: "portal", applicationId: "app_1" } as const;
const path = (search: string) => {
  const state = readParams(explorerParams, (name) => new URLSearchParams(search).get(name));
  return replayMatchingPath(scope, state);
};

test("the whole filter goes along, and the range also where it is the usual one", () => {
  expect(path("")).toBe("/portal/app_1/replays/new?range=24h");
  expect(path("?status=failed&type=invoice.*&cause=timeout&range=7d&at=2026-08-14T09:00:00Z")).toBe(
    "/portal/app_1/replays/new?range=7d&status=failed&type=invoice.*&cause=timeout",
  );
  expect(path("?from=2026-08-14T09:00:00.000Z")).toBe("/portal/app_1/replays/new?from=2026-08-14T09%3A00%3A00.000Z");
});

test("an explorer of one endpoint names it", () => {
  const state = readParams(explorerParams, (name) => new URLSearchParams("").get(name));
  const endpointId = `ep_${"a".repeat(27)}`;
  expect(replayMatchingPath({ ...scope, endpointId }, state)).toContain(`endpoint=${endpointId}`);
});

test("there is none for what a replay cannot look for", () => {
  for (const search of ["?q=abc", "?trigger=test", "?status=sending"]) expect(path(search)).toBeNull();
});
