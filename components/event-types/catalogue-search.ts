/** What the catalogue shows of an event type: without its schemas, which are on its own page. */
export type CatalogueEntry = {
  name: string;
  description: string;
  deprecated: boolean;
  group: string;
  /** Paths of its fields, to search in. */
  fields: string[];
};

export type CatalogueGroup = { name: string; entries: CatalogueHit[] };
export type CatalogueHit = { entry: CatalogueEntry; field: string | null };

/** The group that its author gave it, else the first part of the name. */
export function groupOf({ name, groupName }: { name: string; groupName: string | null }): string {
  return groupName ?? name.split(".")[0] ?? name;
}

/** Event types whose name, description or fields hold the text, by group. */
export function searchCatalogue(entries: CatalogueEntry[], text: string): CatalogueGroup[] {
  const wanted = text.trim().toLowerCase();
  const groups = new Map<string, CatalogueHit[]>();
  for (const entry of entries) {
    const inWords = `${entry.name} ${entry.description} ${entry.group}`.toLowerCase().includes(wanted);
    const field = inWords ? null : (entry.fields.find((path) => path.toLowerCase().includes(wanted)) ?? null);
    if (!inWords && field === null) continue;
    const hits = groups.get(entry.group) ?? [];
    hits.push({ entry, field });
    groups.set(entry.group, hits);
  }
  return [...groups].map(([name, hits]) => ({ name, entries: hits })).sort((a, b) => (a.name < b.name ? -1 : 1));
}
