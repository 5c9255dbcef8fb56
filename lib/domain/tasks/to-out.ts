import type { BackgroundTask } from "@/generated/prisma/client.ts";
import type { BackgroundTaskOut, TaskKind } from "@/lib/contract/background-task.ts";
import type { Context } from "@/lib/domain/context.ts";
import { causeFields } from "@/lib/domain/deliveries/delivery-out.ts";
import { leftOf, type StoredState, type WaitsFor } from "@/lib/domain/tasks/row.ts";
import { formatId } from "@/lib/ids.ts";

const WAITING: Record<WaitsFor, string> = {
  endpoint_off: "Paused: the endpoint was turned off. Turn it on, then resume.",
  endpoint_paused: "Waits: the endpoint is paused.",
  breaker: "Waits for the next probe: the endpoint failed several times in a row.",
  start: "Has not begun yet, and can still be canceled.",
  confirmation: "Paused: somebody has to type how many deliveries it is, and why.",
  approval: "Paused: a second member of staff has to approve.",
  failing: "Paused: most of its first deliveries failed again. Resume to go on all the same.",
};

const STATUS = {
  running: "running",
  paused: "running",
  finished: "finished",
  failed: "failed",
  canceled: "failed",
} as const satisfies Record<StoredState, BackgroundTaskOut["status"]>;

type Stored = Omit<BackgroundTask, "kind" | "state" | "waitsFor" | "causes" | "scope" | "result"> & {
  kind: TaskKind;
  state: StoredState;
  waitsFor: WaitsFor | null;
  causes: Record<string, number>;
  scope: Record<string, unknown>;
  result: Record<string, unknown>;
};

/** What is in the table was written by our own verbs. */
function stored(row: BackgroundTask): Stored {
  return row as unknown as Stored;
}

export function toTaskOut(task: BackgroundTask): BackgroundTaskOut {
  const row = stored(task);
  const { total, queued, succeeded, failed, skipped } = row;
  const isReplay = row.kind.startsWith("endpoint.");
  // It belongs to no application, because it outlives its own.
  const isPurgeOfAll = row.kind === "application.purge_content" && row.applicationId === null;
  return {
    id: formatId("task", row.id),
    task: row.kind,
    status: STATUS[row.state],
    updatedAt: row.updatedAt.toISOString(),
    data: dataOf(row),
    state: row.state === "running" && isReplay && !row.preparedAt ? "preparing" : row.state,
    name: row.name,
    applicationId: row.applicationId && formatId("application", row.applicationId),
    endpointId: row.endpointId && formatId("endpoint", row.endpointId),
    // A purge remembers the uid until it has forgotten everything that names it.
    scope: isPurgeOfAll
      ? { applicationId: row.scope.applicationId }
      : isReplay
        ? { ...row.scope, until: row.scope.until ?? row.createdAt.toISOString() }
        : row.scope,
    ratePerSecond: row.ratePerSecond,
    requestedBy: row.requestedBy,
    createdAt: row.createdAt.toISOString(),
    startsAt: startOf(row)?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    progress: { total, queued, succeeded, failed, skipped, left: leftOf(row), causes: causesOf(row.causes) },
    waiting: row.waitsFor && { kind: row.waitsFor, text: WAITING[row.waitsFor] },
    error: row.error,
  };
}

/** As the actor may see it: a customer is not told the names of staff and of API keys. */
export function toTaskOutFor({ actor }: Context, task: BackgroundTask): BackgroundTaskOut {
  const out = toTaskOut(task);
  const isOwn = actor.kind !== "portal" || actor.label === out.requestedBy;
  return isOwn ? out : { ...out, requestedBy: SOMEBODY_ELSE };
}
const SOMEBODY_ELSE = "Somebody else";

/** The rate moves this moment too, but only once something was sent. */
function startOf({ state, nextAt, createdAt, queued, succeeded, failed, skipped }: Stored): Date | null {
  const isBegun = queued + succeeded + failed + skipped > 0;
  return state === "running" && !isBegun && nextAt > createdAt ? nextAt : null;
}

function dataOf({ kind, applicationId, state, result, queued, succeeded, failed }: Stored): Record<string, unknown> {
  if (kind.startsWith("endpoint.")) return { messagesSent: queued + succeeded + failed };
  if (kind === "application.purge_content") {
    return applicationId === null ? { rowsRemoved: succeeded } : { messagesPurged: succeeded };
  }
  return state === "finished" ? result : {};
}

function causesOf(counts: Record<string, number>) {
  return Object.entries(counts)
    .map(([code, count]) => {
      const { cause, causeLabel } = causeFields(Number(code));
      return { cause: cause ?? "unknown", label: causeLabel ?? "Unknown", count };
    })
    .sort((a, b) => b.count - a.count);
}
