/** In the order in which they are shown. */
const PALETTE_GROUPS = ["jump", "actions", "go", "endpoints", "recent", "filters", "help", "search"] as const;
type PaletteGroup = (typeof PALETTE_GROUPS)[number];

export type Entry = {
  id: string;
  group: PaletteGroup;
  label: string;
  /** A second text that is searched, too: the URL of an endpoint. */
  hint?: string;
  /** As registered: `g e`. */
  shortcut?: string;
  does: { href: string } | { run: () => void };
  /** Made for the query, so that it need not contain its words. */
  isForQuery?: true;
};

/** Every word of the query is in the entry, as the start of a word or further within. 0 is the best rank, null no match. */
function rankOf(entry: Entry, words: string[]): number | null {
  const label = entry.label.toLowerCase();
  const text = `${label} ${entry.hint?.toLowerCase() ?? ""}`;
  if (!words.every((word) => text.includes(word))) return null;
  const [first = ""] = words;
  if (label.startsWith(first)) return 0;
  return label.includes(` ${first}`) ? 1 : 2;
}

/** What is offered for a query: the groups in their order, the best of each first. */
export function findEntries(entries: Entry[], query: string): Entry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return PALETTE_GROUPS.flatMap((group) =>
    entries
      .filter((entry) => entry.group === group)
      .map((entry, place) => ({ entry, place, rank: entry.isForQuery ? 0 : rankOf(entry, words) }))
      .filter(({ rank }) => rank !== null)
      .sort((a, b) => Number(a.rank) - Number(b.rank) || a.place - b.place)
      .map(({ entry }) => entry),
  );
}
