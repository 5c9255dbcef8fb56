import type { PortalSession } from "@/generated/prisma/client.ts";
import { type LivePortalSessionOut, PortalView } from "@/lib/contract/authentication.ts";
import type { Capability } from "@/lib/contract/operation.ts";
import { formatId } from "@/lib/ids.ts";

export function toLiveSessionOut(row: PortalSession): LivePortalSessionOut {
  const { theme = null, locale = null, embedOrigins = null } = PortalView.parse(row.view ?? {});
  return {
    id: formatId("portalSession", row.id),
    kind: row.kind as LivePortalSessionOut["kind"],
    label: row.label,
    capabilities: row.capabilities as Capability[],
    theme,
    locale,
    embedOrigins,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
  };
}
