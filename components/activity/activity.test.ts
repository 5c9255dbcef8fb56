import { expect, test } from "vitest";
import { changeLines } from "@/components/activity/changes.ts";
import { activityCsv } from "@/components/activity/csv.ts";
import type { ActivityOut } from "@/lib/contract/activity.ts";

const entry = (over: Partial<ActivityOut>): ActivityOut => ({
  id: "act_1",
  createdAt: "2026-08-14T12:00:00.000Z",
  actor: { kind: "portal", name: "Maria" },
  action: "endpoint.updated",
  object: { kind: "endpoint", id: "ep_1", name: "orders", exists: true },
  change: null,
  requestId: null,
  ...over,
});

test("a changed field shows both sides, an empty one as a dash", () => {
  const change = { before: { description: "", rateLimit: null }, after: { description: "For orders", rateLimit: 5 } };
  expect(changeLines(entry({ change }))).toEqual([
    { kind: "change", name: "description", before: "–", after: "For orders" },
    { kind: "change", name: "rateLimit", before: "–", after: "5" },
  ]);
});

test("facts have one side, and what was made has no list", () => {
  const after = { reason: "manual" };
  expect(changeLines(entry({ action: "endpoint.disabled", change: { before: null, after } }))).toEqual([
    { kind: "fact", name: "reason", value: "manual" },
  ]);
  expect(changeLines(entry({ action: "endpoint.created", change: { before: null, after } }))).toEqual([]);
});

test("of a replay its reason is shown, and not how its scope is stored", () => {
  const after = { task: "endpoint.recover", scope: { what: "failed" }, reason: "Outage" };
  expect(changeLines(entry({ action: "background_task.started", change: { before: null, after } }))).toEqual([
    { kind: "fact", name: "reason", value: "Outage" },
  ]);
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\0=1"])(
  "a name that looks like a formula (%j) is text in the table",
  (name) => {
    const csv = activityCsv([entry({ object: { kind: "endpoint", id: "ep_1", name, exists: true } })]);
    expect(csv).toContain(`"'${name}"`);
  },
);

test("quotes, commas and lines stay within their cell", () => {
  const csv = activityCsv([entry({ actor: { kind: "portal", name: 'A "B", C\nD' } })]);
  expect(csv).toContain('"A ""B"", C\nD"');
  expect(csv.startsWith('"time","actor_kind","actor",')).toBe(true);
});
