"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { systemQuery } from "@/components/system/queries.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import type { SystemOut, WorkerOut } from "@/lib/contract/system.ts";

type DrainDialogProps = { worker: WorkerOut; system: SystemOut; onClose: () => void };

/** Asks before a worker is told to drain, or to go on. */
export function DrainDialog({ worker, system, onClose }: DrainDialogProps) {
  const client = useQueryClient();
  const isDrain = worker.drainAt === null;
  const tell = useMutation({
    mutationFn: () =>
      isDrain
        ? callAsStaff("POST /system/worker/{worker_id}/drain", { params: { worker_id: worker.id } })
        : callAsStaff("POST /system/worker/{worker_id}/resume", { params: { worker_id: worker.id } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: systemQuery.queryKey, exact: true });
      onClose();
    },
  });
  const name = workerName(worker);
  const others = system.workers.filter((one) => one.id !== worker.id && one.state === "working").length;
  return (
    <ConfirmDialog
      title={isDrain ? `Drain ${name}?` : `Resume ${name}?`}
      keep={isDrain ? "Keep it working" : "Leave it drained"}
      confirm={isDrain ? "Drain worker" : "Resume worker"}
      variant={isDrain ? "danger" : "primary"}
      write={tell}
      failed="The worker was not told."
      onConfirm={() => tell.mutate()}
      onClose={onClose}
    >
      {isDrain ? (
        <>
          <p>
            It takes on nothing more and finishes what is in flight,{" "}
            {formatQuantity(worker.inFlight, "request", "requests")} at the moment. Its process stays, until you resume
            or stop it; a process that is started again works.
          </p>
          {others === 0 ? (
            <Banner state="failed">
              No other worker is working. Until one is, nothing is sent: messages are accepted, and their deliveries
              wait.
            </Banner>
          ) : (
            <p>{others === 1 ? "One other worker goes" : `${others} other workers go`} on with what is due.</p>
          )}
        </>
      ) : (
        <p>It takes on work again, at once.</p>
      )}
    </ConfirmDialog>
  );
}

/** `web-1 · 4711`: containers often share a process number, and processes a host. */
export function workerName({ host, pid }: Pick<WorkerOut, "host" | "pid">): string {
  return `${host || "worker"} · ${pid}`;
}
