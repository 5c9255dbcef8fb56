import { pool } from "@/lib/db.ts";

/** In the place of a name that has no label of its own. */
export const OTHER = "other";
/** Of all combinations: what a scrape reads and what Prometheus keeps, whatever the settings say. */
const MAX_SERIES = 10_000;

export interface LabelLimits {
  applications: number;
  eventTypes: number;
}

interface Names {
  applicationId: string;
  eventType: string;
  status: string;
}

/**
 * Under which labels deliveries are counted: an application and an event type under their own names when they came among
 * the first, up to the limits. A name that was refused stays with the others for as long as the places are taken, because
 * a counter that moves to another label looks like a restart to Prometheus.
 */
export async function readLabels(
  limits: LabelLimits,
): Promise<(names: Names) => { application: string; eventType: string }> {
  const { rows } = await pool().query<{ application: string; event_type: string; status: string }>(
    "select application, event_type, status from delivery_count",
  );
  const applications = new Set(rows.map(({ application }) => application));
  const eventTypes = new Set(rows.map(({ event_type }) => event_type));
  // A name of ours is none of theirs: it takes no place.
  for (const names of [applications, eventTypes]) names.delete(OTHER);
  const series = new Set(rows.map((row) => `${row.application} ${row.status} ${row.event_type}`));

  const admit = (names: Set<string>, name: string, limit: number): string => {
    if (!names.has(name) && names.size >= limit) return OTHER;
    names.add(name);
    return name;
  };
  return ({ applicationId, eventType, status }) => {
    const labels = {
      application: admit(applications, applicationId, limits.applications),
      eventType: admit(eventTypes, eventType, limits.eventTypes),
    };
    const key = `${labels.application} ${status} ${labels.eventType}`;
    if (!series.has(key) && series.size >= MAX_SERIES) return { application: OTHER, eventType: OTHER };
    series.add(key);
    return labels;
  };
}
