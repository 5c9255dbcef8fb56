import { expect, test } from "vitest";
import { momentOfWall, wallTime } from "@/components/filters/zone-time.ts";

test("a wall time in the reader's zone and its moment lead to each other", () => {
  const moment = Date.parse("2026-08-14T12:32:00.000Z");
  expect(wallTime(moment, "Europe/Berlin")).toBe("2026-08-14T14:32");
  expect(momentOfWall("2026-08-14T14:32", "Europe/Berlin")).toBe(moment);
  expect(momentOfWall("2026-08-14T08:32", "America/New_York")).toBe(moment);
});

test("the hours beside a change of the clocks keep their own offset", () => {
  for (const iso of ["2026-03-29T00:30:00.000Z", "2026-03-29T01:30:00.000Z", "2026-10-25T02:30:00.000Z"]) {
    const moment = Date.parse(iso);
    expect(momentOfWall(wallTime(moment, "Europe/Berlin"), "Europe/Berlin")).toBe(moment);
  }
});

test("what is no date is no moment", () => {
  expect(momentOfWall("", "UTC")).toBeNull();
});
