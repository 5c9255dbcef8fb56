import { expect, test } from "vitest";
import type { JsonNode } from "@/components/ui/json-tree.ts";
import { jsonText, parseJsonTree } from "@/components/ui/json-tree.ts";

function children(node: JsonNode | null) {
  return node && "children" in node ? node.children : [];
}

test("numbers are kept as they were sent, where a float would round them", () => {
  const [id, price] = children(parseJsonTree('{"id":12345678901234567890,"price":1.10}'));
  expect(id?.node).toMatchObject({ kind: "number", raw: "12345678901234567890" });
  expect(price?.node).toMatchObject({ kind: "number", raw: "1.10" });
});

test("a repeated key is shown twice, in the order it was sent", () => {
  expect(children(parseJsonTree('{"b":1,"a":2,"b":3}')).map(({ key }) => key)).toEqual(["b", "a", "b"]);
});

test("every value knows its path and its line in the opened outline", () => {
  const tree = parseJsonTree('{"data":{"items":[{"id":"x"}],"odd key":null},"empty":[]}');
  const data = children(tree)[0]?.node ?? null;
  const items = children(data)[0]?.node ?? null;
  const item = children(items)[0]?.node ?? null;
  expect(tree?.line).toBe(1);
  expect(data).toMatchObject({ path: "data", line: 2 });
  expect(children(item)[0]?.node).toMatchObject({ path: "data.items[0].id", line: 5 });
  expect(children(data)[1]?.node).toMatchObject({ path: 'data["odd key"]', line: 8 });
  expect(children(tree)[1]?.node).toMatchObject({ path: "empty", line: 10, endLine: 10 });
  expect(tree).toMatchObject({ endLine: 11 });
});

test.each(["", "<html>", "{", '{"a":}', "[1,]", '{"a":1} trailing', "01", '"line\nbreak"', '"\\x"', "nul"])(
  "%j is not JSON",
  (text) => {
    expect(parseJsonTree(text)).toBeNull();
  },
);

test("what nests deeper than anyone can read is not outlined, and does not break the page", () => {
  expect(parseJsonTree("[".repeat(100_000))).toBeNull();
});

test.each(["0", '"text"', "  true  ", "[]", '{"a":[1,-2.5e3,"\\u00e9"]}'])("%s is JSON", (text) => {
  expect(parseJsonTree(text)).not.toBeNull();
});

test("a copied string has no quotes, a copied object is indented JSON with the numbers untouched", () => {
  const tree = parseJsonTree('{"name":"a\\"b","big":12345678901234567890,"list":[1,{}]}');
  const name = children(tree)[0]?.node;
  expect(name && jsonText(name)).toBe('a"b');
  expect(tree && jsonText(tree)).toBe(
    '{\n  "name": "a\\"b",\n  "big": 12345678901234567890,\n  "list": [\n    1,\n    {}\n  ]\n}',
  );
});
