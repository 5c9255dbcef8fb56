import type { DeliveryExport } from "@/generated/prisma/client.ts";
import type { ApplicationExportOut } from "@/lib/contract/application-export.ts";
import type { DeliveryExportIn } from "@/lib/contract/delivery-export.ts";
import { APPLICATION_EXPORT_KINDS } from "@/lib/contract/export-limits.ts";
import { db } from "@/lib/db.ts";
import { withContent } from "@/lib/domain/application-exports/content.ts";
import { FIRST_CURSOR, readCursor } from "@/lib/domain/application-exports/read.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { cancelExport } from "@/lib/domain/delivery-exports/cancel.ts";
import { finishedExport, storedLines } from "@/lib/domain/delivery-exports/file.ts";
import { eventOf } from "@/lib/domain/delivery-exports/owner.ts";
import { EXPORTS_KEPT, exportJobKey, makeRoom, requireReason } from "@/lib/domain/delivery-exports/start.ts";
import { storedExport } from "@/lib/domain/delivery-exports/to-out.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { enqueue } from "@/lib/queue.ts";

interface ExportRef {
  applicationId: string;
  exportId: string;
}

/**
 * Writes down that everything of an application is to be in a file, and enqueues its job, in one commit.
 * @throws ProblemError `limit_reached`; InvalidInput for a member of staff who takes payloads and does not say why
 */
export async function startApplicationExport(
  ctx: Context,
  { applicationId, payloads, reason = null }: { applicationId: string } & DeliveryExportIn,
): Promise<ApplicationExportOut> {
  requireOperator(ctx, "admin");
  if (payloads === "full" && ctx.actor.kind === "staff") requireReason(reason);
  return withTransaction(ctx, async (tx) => {
    await makeRoom(tx, { applicationId });
    const id = newUuid();
    const now = new Date();
    const row = await tx.deliveryExport.create({
      data: {
        id,
        applicationId,
        requestedBy: ctx.actor.label,
        filter: { app: [formatId("application", applicationId)], to: now.toISOString() },
        payloads,
        cursor: FIRST_CURSOR,
        createdAt: now,
      },
    });
    await recordAudit(ctx, tx, {
      ...eventOf("started", id, { applicationId }),
      change: { after: { payloads } },
      ...(reason === null ? {} : { reason }),
    });
    await enqueue(tx, "export_deliveries", { exportId: id }, { jobKey: exportJobKey(id) });
    return toApplicationExportOut(row);
  });
}

/** Newest first. */
export async function listApplicationExports(
  ctx: Context,
  { applicationId }: { applicationId: string },
): Promise<ApplicationExportOut[]> {
  requireOperator(ctx, "admin");
  const rows = await db().deliveryExport.findMany({
    where: { applicationId },
    orderBy: { id: "desc" },
    take: EXPORTS_KEPT,
  });
  return rows.map(toApplicationExportOut);
}

/** Canceled twice is canceled. @throws NotFound; Conflict when it had ended otherwise */
export async function cancelApplicationExport(
  ctx: Context,
  { applicationId, exportId }: ExportRef,
): Promise<ApplicationExportOut> {
  requireOperator(ctx, "admin");
  return toApplicationExportOut(await cancelExport(ctx, exportId, { applicationId }));
}

/**
 * The file as text, part by part. That somebody took it is an entry before the first line is given.
 * @throws NotFound; Conflict while it is written, or when it came to nothing; ProblemError `link_expired`
 */
export async function readApplicationExportFile(
  ctx: Context,
  { applicationId, exportId }: ExportRef,
): Promise<AsyncIterable<string>> {
  requireOperator(ctx, "admin");
  const { payloads, partCount, rowCount } = await finishedExport(exportId, { applicationId });
  await withTransaction(ctx, (tx) =>
    recordAudit(ctx, tx, {
      ...eventOf("downloaded", exportId, { applicationId }),
      change: { after: { payloads, lines: rowCount } },
    }),
  );
  return file();

  async function* file(): AsyncGenerator<string> {
    for await (const lines of storedLines(exportId, partCount)) {
      const isShown = payloads === "full";
      const filled = payloads === "none" ? lines : await withContent(lines, { applicationId, isShown });
      yield `${filled.join("\n")}\n`;
    }
  }
}

function toApplicationExportOut(row: DeliveryExport): ApplicationExportOut {
  const { id, state, payloads, requestedBy, rowCount, bytes, cursor, error, ...times } = storedExport(row);
  const { kind } = readCursor(cursor ?? FIRST_CURSOR);
  return {
    id: formatId("deliveryExport", id),
    state,
    payloads,
    requestedBy,
    lines: rowCount,
    bytes: Number(bytes),
    step:
      state === "running"
        ? { kind, number: APPLICATION_EXPORT_KINDS.indexOf(kind) + 1, of: APPLICATION_EXPORT_KINDS.length }
        : null,
    createdAt: times.createdAt.toISOString(),
    finishedAt: times.finishedAt?.toISOString() ?? null,
    expiresAt: times.expiresAt?.toISOString() ?? null,
    error,
  };
}
