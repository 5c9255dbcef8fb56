export type Visit = { path: string; title: string };

const KEPT = 8;

/** In the tab's own storage, by application: another customer's pages are nobody else's business. */
const keyOf = (applicationId: string) => `posthorn-recent-${applicationId}`;

export function remember(visits: Visit[], visit: Visit): Visit[] {
  return [visit, ...visits.filter(({ path }) => path !== visit.path)].slice(0, KEPT);
}

export function readVisits(applicationId: string): Visit[] {
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(keyOf(applicationId)) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isVisit).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function storeVisit(applicationId: string, visit: Visit): void {
  try {
    window.sessionStorage.setItem(keyOf(applicationId), JSON.stringify(remember(readVisits(applicationId), visit)));
  } catch {
    // A frame may have no storage: then nothing is recent.
  }
}

function isVisit(value: unknown): value is Visit {
  if (typeof value !== "object" || value === null) return false;
  const { path, title } = value as Partial<Visit>;
  return typeof path === "string" && path.startsWith("/portal/") && typeof title === "string";
}
