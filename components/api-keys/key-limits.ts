import type { ApiKeyIn, ApiKeyOut } from "@/lib/contract/api-key.ts";
import { EVERY_SCOPE } from "@/lib/contract/scopes.ts";

/** What most keys are for; the rest is chosen one by one. */
export type Purpose = "everything" | "send" | "chosen";
type Limits = Required<Pick<ApiKeyIn, "scopes" | "networks" | "applicationId">>;

/** The limits that the form of a new key says. */
export function limitsOf(given: FormData): Limits {
  const text = (field: string) => String(given.get(field) ?? "").trim();
  const chosen: Record<Purpose, string[]> = {
    everything: [EVERY_SCOPE],
    send: ["messages:write", "event-types:read"],
    chosen: given.getAll("scope").map(String),
  };
  return {
    scopes: chosen[text("purpose") as Purpose] as Limits["scopes"],
    networks: text("networks")
      .split(/[\s,]+/)
      .filter(Boolean),
    applicationId: text("applicationId") || null,
  };
}

/** What a key may do, as short as a table needs it. */
export function scopeWords(scopes: readonly string[]): string {
  if (scopes.includes(EVERY_SCOPE)) return "everything";
  return scopes.length === 1 ? (scopes[0] ?? "") : `${scopes.length} scopes`;
}

/** For whom and from where, when that is not everybody and everywhere. */
export function placeWords({ applicationName, networks }: Pick<ApiKeyOut, "applicationName" | "networks">): string {
  const from = networks.length > 2 ? `${networks.length} networks` : networks.join(", ");
  return [applicationName ? `for ${applicationName}` : "", from ? `from ${from}` : ""].filter(Boolean).join(", ");
}
