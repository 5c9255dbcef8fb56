import type { AuditEntryOut } from "@/lib/contract/audit.ts";

/** What staff look for, and the actions behind it. */
export const ACTION_GROUPS = [
  {
    value: "payloads",
    label: "Payloads revealed",
    actions: "message.payload_viewed,attempt.payload_viewed,source_request.payload_viewed,inbox.payload_viewed",
  },
  { value: "secrets", label: "Secrets revealed", actions: "endpoint.secret_revealed,alert_recipient.secret_revealed" },
  {
    value: "replays",
    label: "Replays",
    actions: "delivery.replayed,background_task.*,source.replayed,source_request.replayed",
  },
  { value: "staff", label: "Staff and sign-ins", actions: "staff.*" },
  { value: "portal", label: "Portal links and sessions", actions: "portal_link.*,portal_session.*" },
  { value: "endpoints", label: "Endpoints", actions: "endpoint.*" },
  { value: "applications", label: "Applications", actions: "application.*" },
  { value: "event_types", label: "Event types", actions: "event_type.*" },
  { value: "keys", label: "API keys", actions: "api_key.*" },
  { value: "sources", label: "Sources", actions: "source.*,source_request.*" },
  { value: "branding", label: "Branding", actions: "branding.*,brand_asset.*" },
  { value: "alerts", label: "Alert recipients", actions: "alert_recipient.*" },
  { value: "system", label: "Workers and exports", actions: "worker.*,audit_log.*" },
] as const;

export const ACTOR_WORDS: Record<AuditEntryOut["actor"]["kind"], string> = {
  staff: "Staff",
  apiKey: "API keys",
  portal: "Customers",
  system: "The service",
};

const KINDS: Record<string, string> = { apiKey: "API key", portal: "portal", staff: "staff", system: "service" };
export const actorKind = (kind: string): string => KINDS[kind] ?? kind;

/** `endpoint.secret_revealed`: "Endpoint: secret revealed". New actions read as well. */
export function actionWords(action: string): string {
  const [noun = "", verb = ""] = action.split(".", 2).map((part) => part.replaceAll("_", " "));
  const named = noun.replace(/^api\b/, "API");
  return `${named.charAt(0).toUpperCase()}${named.slice(1)}: ${verb}`;
}

/** Where the thing is in the console; null when it has no page. */
export function objectPath({
  object: { kind, id },
  application,
}: Pick<AuditEntryOut, "object" | "application">): string | null {
  const base = application && `/console/applications/${application.id}`;
  switch (kind) {
    case "application":
      return base;
    case "endpoint":
      return base && id ? `${base}/endpoints/${id}` : null;
    case "source":
      return base && id ? `${base}/sources/${id}` : null;
    case "failure_group":
      return id ? `/console/failures/${id}` : null;
    case "background_task":
      return base && id ? `${base}/replays/${id}` : null;
    case "portal_session":
      return base ? `${base}/sessions` : null;
    case "delivery":
    case "message":
    case "attempt":
      return application && id ? `/console/deliveries?app=${application.id}&q=${id}&range=30d` : null;
    case "api_key":
      return "/console/developers/keys";
    default:
      return null;
  }
}

/** One field of a change; a side is null where there was none. */
export interface ChangedField {
  name: string;
  before: string | null;
  after: string | null;
}

/** A line for each field; of what was made or deleted only the fields that say something, for the rest was never there. */
export function changedFields(change: AuditEntryOut["change"]): ChangedField[] {
  if (!change) return [];
  const { before, after } = change;
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .filter((name) => (before && after) || !isEmpty((before ?? after)?.[name]))
    .map((name) => ({ name, before: before && textOf(before[name]), after: after && textOf(after[name]) }));
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
