import { expect, test } from "vitest";
import { type JsonPath, parsePath, problemOfPath } from "@/lib/contract/json-path.ts";
import { redactJson } from "@/lib/domain/payloads/redact-json.ts";

const paths = (...texts: string[]): JsonPath[] =>
  texts.map((text) => parsePath(text)).filter((path): path is JsonPath => path !== null);
const redact = (text: string, ...texts: string[]) => redactJson(text, paths(...texts)).text;

test.each([
  ["$.a.b", '{"a":{"b":1,"c":2},"b":3}', '{"a":{"b":"[redacted]","c":2},"b":3}'],
  ["a.b", '{"a":{"b":{"deep":[1,"}"]}}}', '{"a":{"b":"[redacted]"}}'],
  [
    "$.items[*].card",
    '{"items":[{"card":"1"},{"card":"2","n":1}]}',
    '{"items":[{"card":"[redacted]"},{"card":"[redacted]","n":1}]}',
  ],
  ["$.items[1]", '{"items":["x",["y"],"z"]}', '{"items":["x","[redacted]","z"]}'],
  [
    "$..password",
    '{"password":"a","x":[{"y":{"password":null}}]}',
    '{"password":"[redacted]","x":[{"y":{"password":"[redacted]"}}]}',
  ],
  ["$..*", '{"a":1,"b":{"c":2}}', '{"a":"[redacted]","b":"[redacted]"}'],
  ["$['odd \\'name']", `{"odd 'name":true,"a":1}`, `{"odd 'name":"[redacted]","a":1}`],
  ['$..["a b"]', '[{"a b":1}]', '[{"a b":"[redacted]"}]'],
])("%s of %s", (path, text, expected) => {
  expect(redact(text, path)).toBe(expected);
});

test("everything else keeps its bytes, whatever the numbers, the spaces and the names are", () => {
  const text = '{ "big" : 12345678901234567890.10, "e":"\\u00e9", "a" : {\n"b":1.0 } }';
  expect(redact(text, "$.a.b")).toBe(text.replace("1.0", '"[redacted]"'));
  expect(redact(text, "$.none")).toBe(text);
});

test("names that mean something to a program, are escaped or stand twice are names like others", () => {
  expect(redact('{"__proto__":{"x":1},"constructor":2}', "$.__proto__.x", "$.constructor")).toBe(
    '{"__proto__":{"x":"[redacted]"},"constructor":"[redacted]"}',
  );
  expect(redact('{"\\u0061":1,"a":2}', "$.a")).toBe('{"\\u0061":"[redacted]","a":"[redacted]"}');
  expect(({} as { x?: number }).x).toBeUndefined();
});

test("what has lost its end, several values after another and what is no JSON are read as far as they go", () => {
  expect(redact('{"n":1,"card":"4111 11', "$.card")).toBe('{"n":1,"card":"[redacted]"');
  expect(redact('{"card":{"a":[1', "$.card")).toBe('{"card":"[redacted]"');
  expect(redact('{"card":1}\n{"card":2}', "$.card")).toBe('{"card":"[redacted]"}\n{"card":"[redacted]"}');
  expect(redact("<h1>card</h1>", "$.card")).toBe("<h1>card</h1>");
  expect(redact("}{]", "$.card")).toBe("}{]");
});

test("values are told as they were written", () => {
  expect(redactJson('{"a":"x","b":[1,2]}', paths("$.a", "$.b")).values).toEqual(['"x"', "[1,2]"]);
});

test("depth and many paths cost no more than the length of the text", () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const many = Array.from({ length: 100 }, (_, n) => `$..a..b..c..k${n}`);
  expect(redact(deep, "$..card", ...many)).toBe(deep);
});

test.each([
  "",
  "$",
  "$.",
  "..",
  "$.a..",
  "$.a b",
  "$[",
  "$['a]",
  "a/b",
  "$.a[1:2]",
  `$${".a".repeat(40)}`,
  "x".repeat(300),
])("%j is no path", (text) => {
  expect(problemOfPath(text)).toMatch(/must be a path/);
});
