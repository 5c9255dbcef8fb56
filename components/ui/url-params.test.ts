import { describe, expect, test } from "vitest";
import {
  changeParams,
  createParam,
  integerParam,
  loadParams,
  oneOfParam,
  queryOf,
  queryWith,
  readParams,
  stringParam,
} from "@/components/ui/url-params.ts";

const list = createParam<string[]>({
  parse: (text) => text.split(",").filter(Boolean),
  serialize: (values) => values.join(","),
  eq: (a, b) => a.join() === b.join(),
});
const table = {
  q: stringParam.withDefault(""),
  range: oneOfParam(["1h", "24h"]).withDefault("24h").withOptions({ history: "push" }),
  status: list,
  try: integerParam,
};
const read = (query: string) => {
  const search = new URLSearchParams(query);
  return readParams(table, (name) => search.get(name));
};

describe("reading", () => {
  test("what is not there is null, or its default", () => {
    expect(read("")).toEqual({ q: "", range: "24h", status: null, try: null });
  });

  test("what means nothing is as if it were not there", () => {
    expect(read("range=9y&try=1e3&q=a")).toEqual({ q: "a", range: "24h", status: null, try: null });
  });

  test("of a parameter given twice, the first counts, on the server as in the browser", async () => {
    const onServer = await loadParams(table, Promise.resolve({ try: ["1", "2"], q: undefined }));
    expect(onServer).toEqual(read("try=1&try=2"));
  });
});

describe("writing", () => {
  test("a default, null and nothing keep the address short", () => {
    expect(queryWith(table, { q: "", range: "24h", status: null })).toBe("");
  });

  test("lists stay readable, and everything else is escaped", () => {
    expect(queryWith(table, { q: "a&b=c #é", status: ["failed", "retrying"], try: 2 })).toBe(
      "?q=a%26b%3Dc+%23%C3%A9&status=failed,retrying&try=2",
    );
  });

  test("what was written reads the same", () => {
    const values = { q: "50% + x,y:z", range: "1h" as const, status: ["a"], try: -3 };
    expect(read(queryWith(table, values))).toEqual(values);
  });

  test("a change leaves alone what it does not name, others' parameters too", () => {
    const search = new URLSearchParams("q=old&status=failed&theme=dark");
    changeParams(table, search, { q: "new", status: null });
    expect(queryOf(search)).toBe("?q=new&theme=dark");
  });
});
