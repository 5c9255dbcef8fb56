import { formatShare } from "@/components/ui/format-number.ts";

type Place = { path: string[]; expected: string; found: string };

/** `lines.*.sku`; what is wrong with the whole has no place. */
export const pathText = (path: readonly string[]) => path.join(".");

/** What is otherwise than the schema says, around the place: [before, place, after]. */
export function issueWords({ path, expected, found }: Place): [string, string | null, string] {
  const place = path.length > 0 ? pathText(path) : null;
  if (place === null) return [`Expected ${expected}, found ${found}.`, null, ""];
  if (found === "nothing") return ["", place, " is missing."];
  if (expected === "nothing") return ["", place, " is not in the schema, which allows nothing else."];
  return ["", place, `: expected ${expected}, found ${found}.`];
}

/** "2.0 % lack", "3 of 12 have": how many of the payloads that were read. */
export function driftWords({ expected, found, count }: Place & { count: number }, read: number): string {
  const share = formatShare(count, read);
  if (found === "nothing") return `${share} lack`;
  if (expected === "nothing") return `${share} hold more than the schema allows:`;
  return `${share} hold ${found} in place of ${expected} at`;
}
