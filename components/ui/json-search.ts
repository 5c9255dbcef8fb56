import type { JsonNode } from "@/components/ui/json-tree.ts";

/** A line that holds the text, in its key or its value, and everything that must be open for it to be seen. */
export type JsonMatch = { node: JsonNode; within: JsonNode[] };

/** More of them help nobody. */
export const MOST_MATCHES = 1_000;

/** Whether and where a text holds what is looked for, whatever the case; -1 when not. */
export function placeOf(text: string, sought: string): number {
  return sought === "" ? -1 : text.toLowerCase().indexOf(sought.toLowerCase());
}

/** The lines of a tree that hold a text, in order. Values are compared as they stand in the outline. */
export function findInTree(root: JsonNode, sought: string): JsonMatch[] {
  const found: JsonMatch[] = [];
  if (sought === "") return found;
  const visit = (key: string | null, node: JsonNode, within: JsonNode[]) => {
    if (found.length >= MOST_MATCHES) return;
    const isScalar = !("children" in node);
    if ((key !== null && placeOf(key, sought) >= 0) || (isScalar && placeOf(node.raw, sought) >= 0))
      found.push({ node, within });
    if (isScalar) return;
    const inside = [...within, node];
    for (const child of node.children) visit(child.key, child.node, inside);
  };
  visit(null, root, []);
  return found;
}
