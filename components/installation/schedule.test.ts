import { expect, test } from "vitest";
import { offsetsOf, scheduleSentence } from "@/components/installation/schedule.ts";
import { formatIn } from "@/lib/testing/translate.ts";
import { DEFAULT_RETRY_SCHEDULE_SECONDS } from "@/lib/webhook/retry-policy.ts";

test("a schedule is told by its tries and its whole window", () => {
  expect(scheduleSentence(DEFAULT_RETRY_SCHEDULE_SECONDS, formatIn()).replaceAll("\u00a0", " ")).toMatch(
    /^8 tries over 27 h 35/,
  );
  expect(scheduleSentence([], formatIn()).replaceAll("\u00a0", " ")).toBe("1 try, and no more");
  expect(offsetsOf([1, 2])).toEqual([0, 1000, 3000]);
});
