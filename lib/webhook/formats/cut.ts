const MARK = "…";

/** At most so many UTF-16 units, which is at most so many characters of any other count; a cut shows itself. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const head = text.slice(0, max - MARK.length);
  // Half of a pair of surrogates would arrive as a replacement character.
  return (/[\ud800-\udbff]$/.test(head) ? head.slice(0, -1) : head) + MARK;
}
