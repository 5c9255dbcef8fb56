import { expect, test } from "vitest";
import { endedWeek } from "@/lib/domain/alerts/week.ts";

const week = (zone: string, now: string) => {
  const ended = endedWeek(zone, Date.parse(now));
  return ended && [new Date(ended.fromMs).toISOString(), new Date(ended.toMs).toISOString(), ended.name];
};

test.each([
  ["UTC", "2026-06-08T07:59:59Z", null],
  ["UTC", "2026-06-08T08:00:00Z", ["2026-06-01T00:00:00.000Z", "2026-06-08T00:00:00.000Z", "2026-06-08"]],
  ["UTC", "2026-06-09T08:00:00Z", null],
  // Monday comes to Tokyo first, and to Honolulu last.
  ["Asia/Tokyo", "2026-06-07T23:00:00Z", ["2026-05-31T15:00:00.000Z", "2026-06-07T15:00:00.000Z", "2026-06-08"]],
  ["Pacific/Honolulu", "2026-06-08T18:00:00Z", ["2026-06-01T10:00:00.000Z", "2026-06-08T10:00:00.000Z", "2026-06-08"]],
  // A week of 169 hours: the clocks went back on Sunday.
  ["Europe/Berlin", "2026-10-26T07:00:00Z", ["2026-10-18T22:00:00.000Z", "2026-10-25T23:00:00.000Z", "2026-10-26"]],
  // And one of 167.
  ["Europe/Berlin", "2026-03-30T06:00:00Z", ["2026-03-22T23:00:00.000Z", "2026-03-29T22:00:00.000Z", "2026-03-30"]],
  ["Asia/Kathmandu", "2026-06-08T02:15:00Z", ["2026-05-31T18:15:00.000Z", "2026-06-07T18:15:00.000Z", "2026-06-08"]],
])("in %s at %s", (zone, now, expected) => {
  expect(week(zone, now)).toEqual(expected);
});
