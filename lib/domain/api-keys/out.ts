import type { ApiKeyOut } from "@/lib/contract/api-key.ts";
import { formatId } from "@/lib/ids.ts";

/** What an answer about a key needs besides its own row. */
export const WITH_APPLICATION = { application: { select: { id: true, name: true } } } as const;

export interface ApiKeyRow {
  id: string;
  name: string;
  last4: string;
  scopes: string[];
  networks: string[];
  application: { id: string; name: string } | null;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
  replacedById: string | null;
}

export function toApiKeyOut(row: ApiKeyRow): ApiKeyOut {
  return {
    id: formatId("apiKey", row.id),
    name: row.name,
    last4: row.last4,
    scopes: row.scopes,
    networks: row.networks,
    applicationId: row.application && formatId("application", row.application.id),
    applicationName: row.application?.name ?? null,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    replacedById: row.replacedById && formatId("apiKey", row.replacedById),
  };
}
