import type { JsonNode } from "@/components/ui/json-tree.ts";
import { parseJsonTree } from "@/components/ui/json-tree.ts";

/** The fields of a JSON text; those of all items of a list are one: `items[].id`. */
function fieldPaths(text: string): Set<string> {
  const paths = new Set<string>();
  const visit = (node: JsonNode) => {
    if (!("children" in node)) return;
    for (const { key, node: child } of node.children) {
      if (key !== null) paths.add(child.path.replace(/\[\d+\]/g, "[]"));
      visit(child);
    }
  };
  const tree = parseJsonTree(text);
  if (tree) visit(tree);
  return paths;
}

/** Fields that only one of two has. A field within one that is missing is not named as well. */
export function compareFields(text: string, example: string): { missing: string[]; extra: string[] } {
  const [here, there] = [fieldPaths(text), fieldPaths(example)];
  return { missing: only(there, here), extra: only(here, there) };
}

function only(some: Set<string>, others: Set<string>): string[] {
  const found = [...some].filter((path) => !others.has(path));
  return found.filter((path) => !found.some((other) => path.startsWith(`${other}.`) || path.startsWith(`${other}[`)));
}
