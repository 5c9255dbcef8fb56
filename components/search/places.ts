export interface Place {
  label: string;
  href: string;
}

/** Pages and filters that the search box knows besides what is stored. */
const PLACES: Place[] = [
  { label: "Overview", href: "/console" },
  { label: "Failures", href: "/console/failures" },
  { label: "5xx server errors of the last hour, grouped", href: "/console/failures?cause=server_error&seen=1h" },
  { label: "Muted failures", href: "/console/failures?state=muted" },
  { label: "Resolved failures", href: "/console/failures?state=resolved" },
  { label: "Deliveries", href: "/console/deliveries" },
  { label: "Deliveries that failed in the last hour", href: "/console/deliveries?range=1h&status=failed" },
  { label: "Deliveries that are retried", href: "/console/deliveries?range=30d&status=retrying" },
  { label: "Applications and customers", href: "/console/applications" },
  { label: "Replays", href: "/console/replays" },
  { label: "Portal links", href: "/console/portal/links" },
  { label: "Branding of portals", href: "/console/portal/branding" },
  { label: "Embed a portal", href: "/console/portal/embed" },
  { label: "Event types and their schemas", href: "/console/event-types" },
  { label: "New event type", href: "/console/catalogue/new" },
  { label: "Import event types from OpenAPI", href: "/console/catalogue/import" },
  { label: "API keys", href: "/console/developers/keys" },
  { label: "Quick start", href: "/console/developers/quickstart" },
  { label: "System, queue and workers", href: "/console/system" },
  { label: "Alerts of the installation", href: "/console/settings/alerts" },
  { label: "Staff and roles", href: "/console/settings/staff" },
  { label: "Audit log", href: "/console/audit" },
];
const SHOWN = 4;

/** Those in which every typed word begins a word. */
export function findPlaces(typed: string): Place[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const fits = ({ label }: Place) => {
    const own = label.toLowerCase().split(/[\s,]+/);
    return words.every((word) => own.some((one) => one.startsWith(word)));
  };
  return PLACES.filter(fits).slice(0, SHOWN);
}
