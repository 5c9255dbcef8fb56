import { expect, test } from "vitest";
import { findPlaces } from "@/components/search/places.ts";

const labels = (typed: string) => findPlaces(typed).map(({ label }) => label);

test("a page is found by the beginnings of its words, in any order", () => {
  expect(labels("5xx")).toEqual(["5xx server errors of the last hour, grouped"]);
  expect(labels("hour fail")).toEqual(["Deliveries that failed in the last hour"]);
  expect(labels("fail")[0]).toBe("Failures");
});

test("an id, or nothing, is no page", () => {
  expect(labels("msg_2f9c")).toEqual([]);
  expect(labels("  ")).toEqual([]);
});
