import { expect, test } from "vitest";
import { findInTree, MOST_MATCHES } from "@/components/ui/json-search.ts";
import { parseJsonTree } from "@/components/ui/json-tree.ts";

function find(text: string, sought: string) {
  const root = parseJsonTree(text);
  if (!root) throw new Error("no JSON");
  return findInTree(root, sought).map(({ node, within }) => [node.path, within.map(({ path }) => path)]);
}

test("keys and values are found in order, whatever the case, with what is to be opened for them", () => {
  const text = '{"Order":{"id":"ORD_1"},"items":[{"note":"see order"},{"n":12345678901234567890}],"x":null}';
  expect(find(text, "ord")).toEqual([
    ["Order", [""]],
    ["Order.id", ["", "Order"]],
    ["items[0].note", ["", "items", "items[0]"]],
  ]);
  expect(find(text, "234567890123456789")).toEqual([["items[1].n", ["", "items", "items[1]"]]]);
  expect(find(text, "nothing of it")).toEqual([]);
  expect(find(text, "")).toEqual([]);
});

test("what stands everywhere is found so often and no oftener", () => {
  expect(find(JSON.stringify(Array(MOST_MATCHES + 5).fill("same")), "same")).toHaveLength(MOST_MATCHES);
});
