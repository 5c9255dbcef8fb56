import fs from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ACTIVITY_OBJECTS } from "@/lib/contract/activity-kinds.ts";
import words from "@/messages/en/activity.json";

/** Of what an application's activity lists, what is written down by this name somewhere. */
function recordedActions(): string[] {
  const folder = path.resolve(import.meta.dirname, "../../lib/domain");
  const sources = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => fs.readFileSync(path.join(folder, name), "utf8"));
  const named = sources.flatMap((text) =>
    [...text.matchAll(/\baction: "([a-z_]+\.[a-z_]+)"/g)].map(([, action = ""]) => action),
  );
  const kinds: readonly string[] = ACTIVITY_OBJECTS;
  return [...new Set(named)].filter((action) => kinds.includes(action.split(".")[0] ?? ""));
}

test("every action of an application's activity is said in words", () => {
  const actions = recordedActions();
  expect(actions).toContain("endpoint.created");
  expect(actions.filter((action) => !(action.replace(".", "_") in words.actions))).toEqual([]);
});
