/** What the catalogue shows of an event type: without its schemas, which are on its own page. */
export type CatalogueEntry = {
  name: string;
  description: string;
  deprecated: boolean;
  /** When it ends, where that is known. */
  sunsetAt: string | null;
  /** Among the latest to be published. */
  isNew: boolean;
  group: string;
  /** Paths of its fields, to search in. */
  fields: string[];
};

export type CatalogueGroup = { name: string; entries: CatalogueHit[] };
type CatalogueHit = { entry: CatalogueEntry; field: string | null };

const NEW_MS = 14 * 86_400_000;

/** Whether it was published in the last two weeks, and the catalogue as a whole before: in a new one nothing stands out. */
export function isNew({ createdAt }: { createdAt: string }, all: { createdAt: string }[], nowMs: number): boolean {
  const isRecent = (one: { createdAt: string }) => nowMs - Date.parse(one.createdAt) < NEW_MS;
  return isRecent({ createdAt }) && !all.every(isRecent);
}

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
