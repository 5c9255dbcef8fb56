import type { Format } from "@/components/ui/format.ts";
import { formatQuantity } from "@/components/ui/format-number.ts";

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

/** Below this a share is told as a number of messages. */
const FEW = 20;

/** "2.0 % lack", "1 of 12 lacks": how many of the payloads that were read. */
export function driftWords(
  { expected, found, count }: Place & { count: number },
  read: number,
  format: Pick<Format, "share">,
): string {
  const share = read === 1 ? "It" : format.share(count, read);
  const isOne = count === 1 && read < FEW;
  if (found === "nothing") return `${share} ${isOne ? "lacks" : "lack"}`;
  const hold = isOne ? "holds" : "hold";
  if (expected === "nothing") return `${share} ${hold} more than the schema allows:`;
  return `${share} ${hold} ${found} in place of ${expected} at`;
}

/** "Every one" and " of the last 12 messages fits": the figure and what follows it. */
export function fitWords(
  { read, misfits }: { read: number; misfits: number },
  format: Pick<Format, "share">,
): [figure: string, rest: string] {
  if (read === 1) return ["The last message", misfits === 0 ? " fits" : " does not fit"];
  const messages = ` of the last ${formatQuantity(read, "message", "messages")}`;
  if (misfits === 0) return ["Every one", `${messages} fits`];
  if (read >= FEW) return [format.share(misfits, read), `${messages} do not fit`];
  return [String(misfits), `${messages} ${misfits === 1 ? "does" : "do"} not fit`];
}
