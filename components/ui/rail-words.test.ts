import { expect, test } from "vitest";
import type { RailTry } from "@/components/ui/rail-words.ts";
import { railSummary } from "@/components/ui/rail-words.ts";
import { formatIn, translateIn } from "@/lib/testing/translate.ts";

const failed = (offsetMs: number): RailTry => ({ offsetMs, outcome: "failed", trigger: "scheduled" });
const words = { t: translateIn("ui.rail"), format: formatIn() };
const plain = (text: string) => text.replaceAll("\u00a0", " ");

test("a rail can be read without being seen: every try, who asked for it, and the next one", () => {
  const tries: RailTry[] = [failed(0), { offsetMs: 5_000, outcome: "succeeded", trigger: "manual", actor: "Maria" }];
  expect(plain(railSummary(words, tries))).toBe("Try 1, +0 s: failed. Try 2, +5 s: delivered, asked for by Maria");
  expect(plain(railSummary(words, [failed(0)], 305_000))).toBe("Try 1, +0 s: failed. Next try +5 min");
});

test("a long rail is summed up", () => {
  const tries = Array.from({ length: 8 }, (_, index) => failed(index * 60_000));
  expect(plain(railSummary(words, tries))).toBe("8 tries: 8 failed, the last +7 min");
});

test("a delivery that waits for its first try says so", () => {
  expect(railSummary(words, [])).toBe("No tries yet");
  expect(railSummary(words, [], 0)).toBe("First try ahead");
});
