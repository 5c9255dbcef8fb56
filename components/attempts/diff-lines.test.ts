import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "@/components/attempts/diff-lines.ts";

const drawn = (before: string, after: string) =>
  diffLines([...before], [...after])
    ?.map(({ kind, text }) => `${{ same: " ", removed: "-", added: "+" }[kind]}${text}`)
    .join("");

test("the fewest lines that differ are named, those that went before those that came", () => {
  expect(drawn("abc", "abc")).toBe(" a b c");
  expect(drawn("", "ab")).toBe("+a+b");
  expect(drawn("ab", "")).toBe("-a-b");
  expect(drawn("abcd", "axcd")).toBe(" a-b+x c d");
});

test("what is same and removed is the one text, what is same and added is the other", () => {
  const lines = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = diffLines(before, after) ?? [];
      expect(diff.filter(({ kind }) => kind !== "added").map(({ text }) => text)).toEqual(before);
      expect(diff.filter(({ kind }) => kind !== "removed").map(({ text }) => text)).toEqual(after);
    }),
  );
});

test("texts that have nothing in common are not compared for ever", () => {
  const many = (word: string) => Array.from({ length: 2_000 }, (_, index) => `${word}${index}`);
  expect(diffLines(many("a"), many("b"))).toBeNull();
});
