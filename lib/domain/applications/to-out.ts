import { z } from "zod";
import type { Application } from "@/generated/prisma/client.ts";
import type { ApplicationOut } from "@/lib/contract/application.ts";
import { formatId } from "@/lib/ids.ts";

const StoredMetadata = z.record(z.string(), z.string());

export function toApplicationOut(row: Application): ApplicationOut {
  return {
    id: formatId("application", row.id),
    uid: row.uid,
    name: row.name,
    throttleRate: row.throttleRate,
    suspendedAt: row.suspendedAt?.toISOString() ?? null,
    rateLimit: row.throttleRate,
    metadata: StoredMetadata.parse(row.metadata),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
