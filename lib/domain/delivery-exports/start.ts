import type { Prisma } from "@/generated/prisma/client.ts";
import type { DeliveryFilter } from "@/lib/contract/delivery.ts";
import type { DeliveryExportIn, DeliveryExportOut } from "@/lib/contract/delivery-export.ts";
import { EXPORT_HOURS, EXPORTS_BYTES } from "@/lib/contract/export-limits.ts";
import { hasRole, PAYLOAD_ROLE } from "@/lib/contract/roles.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { appFilter } from "@/lib/domain/deliveries/app-filter.ts";
import { listAllDeliveries } from "@/lib/domain/deliveries/list.ts";
import { timeWindow } from "@/lib/domain/deliveries/window.ts";
import { type ExportOwner, eventOf } from "@/lib/domain/delivery-exports/owner.ts";
import { requireStaff } from "@/lib/domain/delivery-exports/staff.ts";
import { toExportOut } from "@/lib/domain/delivery-exports/to-out.ts";
import { Forbidden, InvalidInput, ProblemError } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { enqueue } from "@/lib/queue.ts";

/** So many exports of one person, or of one application, may run at once, and so many are kept. */
const MAX_RUNNING = 2;
export const EXPORTS_KEPT = 5;

export const exportJobKey = (exportId: string) => `export:${exportId}`;

interface ExportStart extends Omit<DeliveryExportIn, "reason"> {
  filter: DeliveryFilter;
  applicationIds?: string[] | undefined;
  excludedApplicationIds?: string[] | undefined;
  reason?: string | null | undefined;
}

/**
 * Writes down what is to be in a file, both ends of its time included, and enqueues its job, in one commit.
 * @throws ProblemError `limit_reached`; InvalidInput for a filter that the list does not take; Forbidden
 */
export async function startDeliveryExport(ctx: Context, input: ExportStart): Promise<DeliveryExportOut> {
  requireStaffRole(ctx, "viewer");
  const { id: staffId, label, role } = requireStaff(ctx);
  const { payloads, reason = null, applicationIds, excludedApplicationIds } = input;
  if (payloads === "full") {
    if (!hasRole(role, PAYLOAD_ROLE)) throw new Forbidden(`Payloads as they were sent take the role ${PAYLOAD_ROLE}.`);
    requireReason(reason);
  }
  const scope = { applicationIds, excludedApplicationIds };
  const app = appFilter(scope);
  const { fromMs, toMs } = timeWindow(input.filter.from, input.filter.to, Date.now());
  const filter = {
    ...input.filter,
    from: new Date(fromMs).toISOString(),
    // What was made in this very millisecond is in the file: the end itself is not part of a window.
    to: new Date(toMs ?? Date.now() + 1).toISOString(),
    ...(app.length > 0 ? { app } : {}),
  };
  // Refuses what the list refuses, among it texts that this person may not look for.
  const { searchedSince } = await listAllDeliveries(ctx, { ...scope, filter, limit: 1 });

  return withTransaction(ctx, async (tx) => {
    await makeRoom(tx, { staffId });
    const id = newUuid();
    const row = await tx.deliveryExport.create({
      data: {
        id,
        staffId,
        requestedBy: label,
        filter: filter as Prisma.InputJsonValue,
        payloads,
        searchedSince,
      },
    });
    await recordAudit(ctx, tx, {
      ...eventOf("started", id, { staffId }),
      change: { after: { ...filter, payloads } },
      ...(reason === null ? {} : { reason }),
    });
    await enqueue(tx, "export_deliveries", { exportId: id }, { jobKey: exportJobKey(id) });
    return toExportOut(row);
  });
}

/** @throws InvalidInput */
export function requireReason(reason: string | null): void {
  if (reason === null) throw new InvalidInput(["body", "reason"], "is needed for payloads as they were sent");
}

/** Only the newest are kept: nobody has to tidy up before the next. */
export async function makeRoom(tx: Tx, owner: ExportOwner): Promise<void> {
  // Two that start at once are counted one after the other.
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`exports ${Object.values(owner)[0]}`}, 0))`;
  const rows = await tx.deliveryExport.findMany({ where: owner, orderBy: { id: "desc" } });
  if (rows.filter(({ state }) => state === "running").length >= MAX_RUNNING)
    throw new ProblemError("limit_reached", `${MAX_RUNNING} exports are running; wait for one, or cancel one.`);
  const old = rows.filter(({ state }) => state !== "running").slice(EXPORTS_KEPT - 1);
  await tx.deliveryExport.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
  if ((await storedBytes(tx)) >= EXPORTS_BYTES) throw new ProblemError("limit_reached", `${FULL} ${FREED}`);
}

const FULL = `Files of exports take up ${EXPORTS_BYTES / 1e9} GB in the database, which is as much as they may.`;
const FREED = `Files go ${EXPORT_HOURS} hours after they were written; one that still runs can be canceled.`;
/** Why an export that runs is given up. */
export const NO_ROOM = `${FULL} This one did not fit in. ${FREED}`;

/** What is stored of all exports. */
export async function storedBytes(tx: Tx): Promise<number> {
  const { _sum } = await tx.deliveryExport.aggregate({ _sum: { bytes: true } });
  return Number(_sum.bytes ?? 0);
}
