import type { WorkerOut } from "@/lib/contract/system.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireInstallation } from "@/lib/domain/system/require-installation.ts";
import { toWorkerOut } from "@/lib/domain/workers/to-out.ts";
import { NotFound } from "@/lib/errors.ts";
import { tellOrders } from "@/lib/queue.ts";

interface Order {
  action: "worker.drained" | "worker.resumed";
  /** Only of a worker that was told otherwise: said twice, it is recorded once. */
  unless: { drainAt: null | { not: null } };
  data: (now: Date) => { drainAt: Date | null; drainBy: string | null };
}

async function tell(ctx: Context, workerId: string, order: Order): Promise<WorkerOut> {
  requireInstallation(ctx, "engineer");
  return withTransaction(ctx, async (tx) => {
    const now = await databaseNow(tx);
    const { count } = await tx.worker.updateMany({ where: { id: workerId, ...order.unless }, data: order.data(now) });
    const worker = await tx.worker.findUnique({ where: { id: workerId } });
    if (!worker) throw new NotFound();
    if (count > 0) {
      const { host, pid, inFlight } = worker;
      const told = { objectKind: "worker", objectId: workerId, change: { host, pid, inFlight } };
      await recordAudit(ctx, tx, { action: order.action, ...told });
      await tellOrders(tx);
    }
    return toWorkerOut(worker, now.getTime());
  });
}

async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`select now() as now`;
  return row?.now ?? new Date();
}

/** Has a worker take on nothing more. It hears of it at once, or with its next heartbeat; what is in flight ends as usual. */
export function drainWorker(ctx: Context, { workerId }: { workerId: string }): Promise<WorkerOut> {
  return tell(ctx, workerId, {
    action: "worker.drained",
    unless: { drainAt: null },
    data: (now) => ({ drainAt: now, drainBy: ctx.actor.label }),
  });
}

/** Has a worker take on work again. */
export function resumeWorker(ctx: Context, { workerId }: { workerId: string }): Promise<WorkerOut> {
  return tell(ctx, workerId, {
    action: "worker.resumed",
    unless: { drainAt: { not: null } },
    data: () => ({ drainAt: null, drainBy: null }),
  });
}
