import { describe, expect, test } from "vitest";
import { type ListOrder, pageOf, parseIterator, parseIteratorWith, scanOf } from "@/lib/domain/list.ts";
import { ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const NAME = /^[a-zA-Z0-9\-_.]+$/;

/** A list in memory that answers as a table would: rows beyond the position in the direction of the scan. */
function read(keys: string[], input: { limit: number; order?: ListOrder; iterator?: string | null }) {
  const position = parseIteratorWith((key) => (NAME.test(key) ? key : null), input.iterator ?? undefined);
  const { operator, direction } = scanOf(input.order ?? "ascending", position);
  const rows = keys
    .toSorted((a, b) => (a < b ? -1 : 1))
    .filter((key) => !position || (operator === ">" ? key > position.id : key < position.id));
  if (direction === "desc") rows.reverse();
  return pageOf(rows.slice(0, input.limit + 1), {
    limit: input.limit,
    iterator: position,
    toOut: (key) => key,
    idOf: (key) => key,
  });
}

function readAll(keys: string[], limit: number, order: ListOrder) {
  const pages: string[][] = [];
  let page = read(keys, { limit, order });
  pages.push(page.data);
  while (!page.done) {
    page = read(keys, { limit, order, iterator: page.iterator });
    pages.push(page.data);
  }
  return pages;
}

describe("going forward", () => {
  test("every item comes once, in order, and the last page says that it is the last", () => {
    expect(readAll(["a", "b", "c", "d", "e"], 2, "ascending")).toEqual([["a", "b"], ["c", "d"], ["e"]]);
    expect(readAll(["a", "b", "c", "d", "e"], 2, "descending")).toEqual([["e", "d"], ["c", "b"], ["a"]]);
  });

  test("a list that ends with a full page is done with that page", () => {
    expect(readAll(["a", "b", "c", "d"], 2, "ascending")).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  test("an empty list has no iterators and is done", () => {
    expect(read([], { limit: 5 })).toEqual({ data: [], iterator: null, prevIterator: null, done: true });
  });

  test("what is added behind the reader is found by asking again from the last iterator", () => {
    const last = read(["a", "b"], { limit: 5 });
    const nothing = read(["a", "b"], { limit: 5, iterator: last.iterator });
    expect(nothing).toEqual({ data: [], iterator: "b", prevIterator: null, done: true });
    expect(read(["a", "b", "c"], { limit: 5, iterator: nothing.iterator }).data).toEqual(["c"]);
  });

  test("what is added before the reader moves nothing on later pages", () => {
    const first = read(["b", "c", "d"], { limit: 2 });
    expect(read(["a", "b", "c", "d"], { limit: 2, iterator: first.iterator }).data).toEqual(["d"]);
  });

  test("a position survives the deletion of its item", () => {
    const first = read(["a", "b", "c"], { limit: 2 });
    expect(read(["a", "c"], { limit: 2, iterator: first.iterator }).data).toEqual(["c"]);
  });
});

describe("going back", () => {
  test.each<[ListOrder, string[], string[]]>([
    ["ascending", ["c", "d"], ["a", "b"]],
    ["descending", ["b", "a"], ["d", "c"]],
  ])("%s: the page before is the nearest one and keeps the order of the list", (order, second, first) => {
    const keys = ["a", "b", "c", "d"];
    const here = read(keys, { limit: 2, order, iterator: read(keys, { limit: 2, order }).iterator });
    expect(here.data).toEqual(second);
    const back = read(keys, { limit: 2, order, iterator: here.prevIterator });
    expect(back.data).toEqual(first);
    expect(back.done).toBe(true);
  });

  test("done tells whether more lies in the direction of the reader", () => {
    const back = read(["a", "b", "c", "d", "e"], { limit: 2, iterator: "-e" });
    expect(back).toEqual({ data: ["c", "d"], iterator: "d", prevIterator: "-c", done: false });
    expect(read(["a", "b", "c", "d", "e"], { limit: 2, iterator: back.prevIterator }).done).toBe(true);
  });

  test("what was added at the head meanwhile is found by going back from the first page", () => {
    const first = read(["a", "b", "c"], { limit: 2, order: "descending" });
    const news = read(["a", "b", "c", "d"], { limit: 2, order: "descending", iterator: first.prevIterator });
    expect(news).toEqual({ data: ["d"], iterator: "d", prevIterator: "-d", done: true });
    const none = read(["a", "b", "c", "d"], { limit: 2, order: "descending", iterator: news.prevIterator });
    expect(none).toEqual({ data: [], iterator: null, prevIterator: "-d", done: true });
  });
});

describe("reading an iterator", () => {
  const id = newUuid();
  const wireId = formatId("message", id);

  test("an id goes on from it, an id behind a minus goes back from it", () => {
    expect(parseIterator("message", undefined)).toBeNull();
    expect(parseIterator("message", wireId)).toEqual({ id, wireId, backward: false });
    expect(parseIterator("message", `-${wireId}`)).toEqual({ id, wireId, backward: true });
  });

  test.each([
    ["nonsense", "nonsense"],
    ["an id of another kind", formatId("endpoint", id)],
    ["a mistyped id", wireId.slice(0, -1) + (wireId.endsWith("a") ? "b" : "a")],
    ["a double minus", `--${wireId}`],
    ["a lone minus", "-"],
  ])("%s is refused with the place of the mistake", (_, text) => {
    const refuse = () => parseIterator("message", text);
    expect(refuse).toThrow(ProblemError);
    expect(refuse).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ loc: ["query", "iterator"] })] }),
    );
  });

  test("a name that begins with a minus is not taken for a way back", () => {
    expect(readAll(["-a", "-b", "--", "c"], 1, "ascending").flat()).toEqual(["--", "-a", "-b", "c"]);
    expect(read(["-a", "-b", "c"], { limit: 5, iterator: read(["-b", "c"], { limit: 1 }).prevIterator }).data).toEqual([
      "-a",
    ]);
  });
});
