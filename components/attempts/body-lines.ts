import { jsonText, parseJsonTree } from "@/components/ui/json-tree.ts";

/** A body as lines that can be compared: JSON with a line for each value, anything else as it came. */
export function bodyLines(body: string): string[] {
  const tree = parseJsonTree(body);
  const text = tree && "children" in tree ? jsonText(tree) : body;
  return text.split(/\r\n|\r|\n/);
}
