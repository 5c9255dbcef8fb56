import type { ApiKeyOut } from "@/lib/contract/authentication.ts";
import { formatId } from "@/lib/ids.ts";

export interface ApiKeyRow {
  id: string;
  name: string;
  last4: string;
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
}

export function toApiKeyOut(row: ApiKeyRow): ApiKeyOut {
  return {
    id: formatId("apiKey", row.id),
    name: row.name,
    last4: row.last4,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
