/** A line of the editor; the id is only for React. */
export type MetadataRow = { id: number; key: string; value: string };

export function rowsOfMetadata(metadata: Record<string, string>): MetadataRow[] {
  return Object.entries(metadata).map(([key, value], index) => ({ id: index + 1, key, value }));
}

/** Lines without anything in them are left out. */
export function metadataOf(rows: MetadataRow[]): Record<string, string> {
  return Object.fromEntries(
    rows.filter(({ key, value }) => key.trim() !== "" || value !== "").map(({ key, value }) => [key.trim(), value]),
  );
}

/** What is wrong, in a sentence; null when it can be saved. */
export function mistakeIn(rows: MetadataRow[]): string | null {
  const keys = rows.filter(({ key, value }) => key.trim() !== "" || value !== "").map(({ key }) => key.trim());
  if (keys.includes("")) return "Each value needs a key.";
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  return twice === undefined ? null : `The key ${twice} is there twice.`;
}
