import { expect, test } from "vitest";
import { countChanges, diffLines } from "@/components/transformation/line-diff.ts";

test("lines that differ stand beside each other, the others on both sides", () => {
  expect(diffLines("{\n  a: 1,\n  b: 2\n}", "{\n  a: 1,\n  c: 2\n}")).toEqual([
    { kind: "same", text: "{" },
    { kind: "same", text: "  a: 1," },
    { kind: "changed", before: "  b: 2", after: "  c: 2" },
    { kind: "same", text: "}" },
  ]);
});

test("what was only added or removed has nothing beside it", () => {
  expect(diffLines("a\nb", "a\nx\ny\nb")).toEqual([
    { kind: "same", text: "a" },
    { kind: "changed", before: null, after: "x" },
    { kind: "changed", before: null, after: "y" },
    { kind: "same", text: "b" },
  ]);
  expect(countChanges("a\nb\nc", "a\nc")).toEqual({ added: 0, removed: 1 });
});

test("a long stretch without a difference is folded", () => {
  const lines = Array.from({ length: 100 }, (_, n) => `line ${n}`);
  const rows = diffLines(lines.join("\n"), lines.with(50, "other").join("\n"));
  expect(rows?.[0]).toEqual({ kind: "skip", count: 47 });
  expect(rows).toHaveLength(9);
  expect(diffLines("same\nsame", "same\nsame")).toEqual([{ kind: "skip", count: 2 }]);
});

test("texts that would take long are not compared", () => {
  const text = (word: string) => Array.from({ length: 2000 }, (_, n) => `${word} ${n}`).join("\n");
  expect(diffLines(text("a"), text("b"))).toBeNull();
});
