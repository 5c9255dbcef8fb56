import type { Compiled } from "@/lib/page/messages.ts";

// A compiled message is a text, or a list of texts and nodes: ["argument"], ["argument", type, { branch: … }],
// ["tag", child, child, …]. Only texts change. The pound sign of a plural is the number 0.

const PLAIN = "abcdefghijklmnoprstuwyzABCDEGHIKLNORSTUWYZ";
const ACCENTED = "àƀçđéƒğħîĵķļɱñôþřšŧûŵýžÅƁÇÐÉĞĦÎĶĻÑÔŘŠŦÛŴÝŽ";

/** Text grows by about a third on its way out of English. */
const GROWTH = 0.35;

/** English messages made longer, accented and put in brackets: readable, and not to be taken for what was never looked up. */
export function pseudo(messages: Compiled): Compiled {
  return Object.fromEntries(
    Object.entries(messages).map(([key, value]) => {
      if (typeof value === "string") return [key, `[${longer(value)}]`];
      if (Array.isArray(value)) return [key, ["[", ...value.map(changed), "]"]];
      return [key, pseudo(value)];
    }),
  ) as Compiled;
}

function changed(node: unknown): unknown {
  if (typeof node === "string") return longer(node);
  if (!Array.isArray(node)) return node;
  const [name, type, ...rest] = node;
  if (type === undefined) return node;
  // A tag: what it wraps begins where a type would stand.
  if (typeof type !== "number" || type === 0) return [name, ...node.slice(1).map(changed)];
  const [branches] = rest;
  // 1 to 3 choose a branch: a text, the pound sign, or a list.
  if (type > 3 || typeof branches !== "object") return node;
  const entries = Object.entries(branches as Record<string, unknown>);
  return [name, type, Object.fromEntries(entries.map(([key, branch]) => [key, changedBranch(branch)]))];
}

const changedBranch = (branch: unknown) => (Array.isArray(branch) ? branch.map(changed) : changed(branch));

function longer(text: string): string {
  const accented = [...text].map((letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter).join("");
  const letters = [...text].filter((letter) => /\p{L}/u.test(letter)).length;
  return accented + "~".repeat(Math.ceil(letters * GROWTH));
}
