import type { DeliveryExport } from "@/generated/prisma/client.ts";
import type { AllDeliveriesFilter } from "@/lib/contract/delivery.ts";
import type { DeliveryExportOut } from "@/lib/contract/delivery-export.ts";
import type { ExportPayloads, ExportState } from "@/lib/contract/export-limits.ts";
import { formatId, parseId, uuidTime } from "@/lib/ids.ts";

/** What is in the table was written by our own verbs. */
export type StoredExport = Omit<DeliveryExport, "state" | "payloads" | "filter"> & {
  state: ExportState;
  payloads: ExportPayloads;
  filter: AllDeliveriesFilter & { from: string; to: string };
};

export function storedExport(row: DeliveryExport): StoredExport {
  return row as unknown as StoredExport;
}

export function toExportOut(row: DeliveryExport): DeliveryExportOut {
  const { id, state, filter, payloads, rowCount, bytes, cursor, isCut, searchedSince, error, ...times } =
    storedExport(row);
  const reached = state === "finished" && !isCut ? filter.from : cursorTime(cursor);
  return {
    id: formatId("deliveryExport", id),
    state,
    filter,
    payloads,
    rows: rowCount,
    bytes: Number(bytes),
    reachedAt: reached,
    cut: isCut,
    searchedSince: searchedSince?.toISOString() ?? null,
    createdAt: times.createdAt.toISOString(),
    finishedAt: times.finishedAt?.toISOString() ?? null,
    expiresAt: times.expiresAt?.toISOString() ?? null,
    error,
  };
}

function cursorTime(cursor: string | null): string | null {
  const id = cursor && parseId("delivery", cursor);
  return id ? new Date(uuidTime(id)).toISOString() : null;
}
