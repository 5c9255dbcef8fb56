/** Metadata as people type it, one `key=value` on each line; null when a line has no `=` or no key. */
export function parseMetadata(text: string): Record<string, string> | null {
  const pairs: [string, string][] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const split = line.indexOf("=");
    const key = line.slice(0, split).trim();
    if (split < 1 || key === "") return null;
    pairs.push([key, line.slice(split + 1).trim()]);
  }
  return Object.fromEntries(pairs);
}
