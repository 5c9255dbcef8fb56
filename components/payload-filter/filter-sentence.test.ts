import { expect, test } from "vitest";
import { filterSentence } from "@/components/payload-filter/filter-sentence.ts";
import type { Filter } from "@/lib/contract/filter.ts";
import { formatIn, translateIn } from "@/lib/testing/translate.ts";

const words = { t: translateIn("payload-filter"), list: formatIn().list };

test.each([
  [{ path: "/amount", op: "gt", value: 100 }, "/amount is greater than 100"],
  [{ path: "/test", op: "exists" }, "/test is there"],
  [{ path: "/test", op: "exists", value: false }, "/test is not there"],
  [{ path: "/plan", op: "in", value: ["pro", "team"] }, '/plan is one of "pro", "team"'],
  [
    {
      all: [
        { path: "/a", op: "eq", value: "x" },
        { any: [{ path: "/b", op: "ne", value: 1 }, { not: { path: "/c", op: "startsWith", value: "y" } }] },
      ],
    },
    '/a is "x" and (/b is not 1 or not (/c starts with "y"))',
  ],
] as [Filter, string][])("%j reads as it is meant", (filter, sentence) => {
  expect(filterSentence(filter, words)).toBe(sentence);
});
