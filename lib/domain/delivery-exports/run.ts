import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { DeliveryListOut } from "@/lib/contract/delivery.ts";
import {
  DELIVERIES_EXPORTED,
  DELIVERY_EXPORT_BYTES,
  EXPORT_HOURS,
  EXPORTS_BYTES,
} from "@/lib/contract/export-limits.ts";
import { db, pool } from "@/lib/db.ts";
import { readApplication } from "@/lib/domain/application-exports/read.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { namedApplications } from "@/lib/domain/deliveries/app-filter.ts";
import { listAllDeliveries } from "@/lib/domain/deliveries/list.ts";
import { exportedRow } from "@/lib/domain/delivery-exports/row.ts";
import { exportJobKey, NO_ROOM, storedBytes } from "@/lib/domain/delivery-exports/start.ts";
import { type StoredExport, storedExport } from "@/lib/domain/delivery-exports/to-out.ts";
import { enqueue } from "@/lib/queue.ts";

const SYSTEM: Context = { actor: { kind: "system", label: "Posthorn" }, requestId: "worker" };

const PAGE = 1_000;
/** A part is what a step holds in memory and commits. */
const PAGES_A_PART = 5;

const compressed = promisify(gzip);

interface Limits {
  /** Rows and bytes of a file of deliveries: it ends with them. */
  rows: number;
  bytes: number;
  /** Bytes of all files, those of applications included. */
  allBytes: number;
}
export const LIMITS: Limits = { rows: DELIVERIES_EXPORTED, bytes: DELIVERY_EXPORT_BYTES, allBytes: EXPORTS_BYTES };

/** Goes on with an export, part by part. @returns 0 when there is more, null when it is over */
export async function runExportUnscoped({
  exportId,
  isOver,
  limits = LIMITS,
}: {
  exportId: string;
  isOver: () => boolean;
  limits?: Limits;
}): Promise<number | null> {
  for (;;) {
    const row = await db().deliveryExport.findUnique({ where: { id: exportId } });
    if (row?.state !== "running") return null;
    if (row.applicationId && (await isDeleted(row.applicationId))) {
      await abandonExportUnscoped(exportId, "The application was deleted.");
      return null;
    }
    const written = await writePart(storedExport(row), limits);
    if (written === "no_room") await abandonExportUnscoped(exportId, NO_ROOM);
    if (written !== "more") return null;
    if (isOver()) return 0;
  }
}

/** What a step has read: the place that it has come to, and whether there is no more, or no more room. */
export interface ExportStep {
  lines: string[];
  cursor: string | null;
  isLast: boolean;
  isCut: boolean;
}

async function readDeliveries(one: StoredExport, limit: number): Promise<ExportStep> {
  const { app, ...filter } = one.filter;
  const lines: string[] = [];
  let cursor = one.cursor;
  let isLast = false;
  for (let pages = 0; pages < PAGES_A_PART && !isLast; pages++) {
    const page: DeliveryListOut = await listAllDeliveries(SYSTEM, {
      ...namedApplications(app),
      filter,
      limit: PAGE,
      iterator: cursor ?? undefined,
    });
    for (const delivery of page.data) lines.push(`${JSON.stringify(exportedRow(delivery))}\n`);
    isLast = page.done || page.iterator === null || one.rowCount + lines.length > limit;
    cursor = page.iterator;
  }
  const isCut = one.rowCount + lines.length > limit;
  if (isCut) lines.length = limit - one.rowCount;
  return { lines, cursor, isLast, isCut };
}

/**
 * Reads on and commits what was read with the place that it was read to: whoever dies in between has written nothing, and of two
 * who read the same only one commits.
 */
async function writePart(one: StoredExport, limits: Limits): Promise<"more" | "last" | "no_room"> {
  const read =
    one.applicationId === null
      ? await readDeliveries(one, limits.rows)
      : await readApplication(SYSTEM, { ...one, applicationId: one.applicationId });
  const { lines, cursor } = read;
  const data = lines.length > 0 ? await compressed(lines.join("")) : null;
  const bytes = data?.length ?? 0;
  // A file of everything is whole or none.
  const isFull = one.applicationId === null && Number(one.bytes) + bytes >= limits.bytes;
  const isLast = read.isLast || isFull;
  const isCut = read.isCut || (isFull && !read.isLast);
  return withTransaction(SYSTEM, async (tx) => {
    if ((await storedBytes(tx)) + bytes > limits.allBytes) return "no_room";
    const now = new Date();
    const { count } = await tx.deliveryExport.updateMany({
      where: { id: one.id, state: "running", cursor: one.cursor },
      data: {
        cursor,
        rowCount: { increment: lines.length },
        partCount: { increment: data ? 1 : 0 },
        bytes: { increment: bytes },
        updatedAt: now,
        ...(isLast
          ? { state: "finished", isCut, finishedAt: now, expiresAt: new Date(now.getTime() + EXPORT_HOURS * 3_600_000) }
          : {}),
      },
    });
    // Canceled, or gone on with by another job.
    if (count > 0 && data)
      await tx.deliveryExportPart.create({
        data: { exportId: one.id, number: one.partCount, data: new Uint8Array(data) },
      });
    return isLast && count > 0 ? "last" : "more";
  });
}

/** What a deleted application had is read no further, and what was written of it is not kept. */
async function isDeleted(applicationId: string): Promise<boolean> {
  return (await db().application.count({ where: { id: applicationId, deletedAt: null } })) === 0;
}

/** Gives up an export, such as one that breaks whoever works on it, again and again. */
export async function abandonExportUnscoped(
  exportId: string,
  error = "A fault of ours stopped it. Start it again.",
): Promise<void> {
  await withTransaction(SYSTEM, async (tx) => {
    await tx.deliveryExport.updateMany({
      where: { id: exportId, state: "running" },
      data: { state: "failed", finishedAt: new Date(), error, bytes: 0 },
    });
    await tx.deliveryExportPart.deleteMany({ where: { exportId } });
  });
}

/** Enqueues the jobs of the exports that are under way: the net under one that was lost. */
export async function resumeExportsUnscoped(): Promise<void> {
  const running = await db().deliveryExport.findMany({ where: { state: "running" }, select: { id: true } });
  for (const { id } of running)
    await enqueue(pool(), "export_deliveries", { exportId: id }, { jobKey: exportJobKey(id) });
}
