import { expect, test } from "vitest";
import { currentMs, followClock } from "@/components/ui/server-clock.ts";

const says = (ms: number) => followClock({ headers: new Headers({ date: new Date(ms).toUTCString() }) });
const skewHours = () => Math.round((currentMs() - Date.now()) / 3_600_000);

test("a wrong clock is corrected by what the server says, and a right one is left alone", () => {
  says(Date.now() - 3 * 3_600_000);
  expect(skewHours()).toBe(-3);
  followClock({ headers: new Headers() });
  expect(skewHours()).toBe(-3);
  says(Date.now());
  expect(currentMs()).toBeLessThanOrEqual(Date.now());
});
