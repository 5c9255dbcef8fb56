import { expect, test } from "vitest";
import {
  type EventGroup,
  groupState,
  groupsOf,
  isSubscribed,
  toggleGroup,
  toggleType,
} from "@/components/endpoints/event-selection.ts";

const types = ["ping", "invoice.paid", "invoice.failed", "job.done"].map((name) => ({ name }));
const groups = groupsOf(types);
const invoice = groups[0] as EventGroup<{ name: string }>;

test("types stand under the first part of their name, those without one at the end", () => {
  expect(groups.map(({ pattern, label }) => [pattern, label])).toEqual([
    ["invoice.*", "invoice"],
    ["job.*", "job"],
    [null, ""],
  ]);
});

test("a group is chosen by its pattern, so that later types of it are sent too", () => {
  expect(toggleGroup(["invoice.paid", "ping"], invoice)).toEqual(["ping", "invoice.*"]);
  expect(isSubscribed(["invoice.*"], "invoice.refunded")).toBe(true);
  expect(toggleGroup(["ping", "invoice.*"], invoice)).toEqual(["ping"]);
});

test("all types of a group by name are not the group", () => {
  expect(groupState(["invoice.paid", "invoice.failed"], invoice)).toBe("some");
  expect(groupState(["invoice.*"], invoice)).toBe("all");
  expect(groupState([], invoice)).toBe("none");
});

test("one type taken out of a chosen group leaves the others chosen", () => {
  expect(toggleType(["invoice.*", "ping"], invoice, "invoice.paid")).toEqual(["ping", "invoice.failed"]);
  expect(toggleType([], invoice, "invoice.paid")).toEqual(["invoice.paid"]);
});
