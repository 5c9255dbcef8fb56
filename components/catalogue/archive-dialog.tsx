"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { usageQuery } from "@/components/catalogue/queries.ts";
import { SubscriberList } from "@/components/catalogue/usage-panel.tsx";
import { callAsStaff } from "@/components/console/call.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";

type ArchiveDialogProps = { name: string; onClose: () => void; onArchived: () => Promise<unknown> };

/** Asks before it is hidden from customers; while endpoints have chosen it, says which, and why not. */
export function ArchiveDialog({ name, onClose, onArchived }: ArchiveDialogProps) {
  // Asked anew: what was true when the page was opened may not be.
  const usage = useQuery({ ...usageQuery(name), refetchOnMount: "always" });
  const archive = useMutation({
    mutationFn: () =>
      callAsStaff("DELETE /event-type/{event_type_name}", {
        params: { event_type_name: name },
        query: { if_unused: true },
      }),
    onSuccess: async () => {
      await onArchived();
      onClose();
    },
    onError: () => usage.refetch(),
  });
  const chosen = usage.data?.chosen ?? 0;
  if (chosen > 0) {
    const subscribers = usage.data?.subscribers.filter(({ how }) => how === "chosen") ?? [];
    return (
      <Dialog
        open
        onClose={onClose}
        title={`${name} cannot be archived yet`}
        size="wide"
        actions={
          <Button variant="secondary" data-autofocus onClick={onClose}>
            Close
          </Button>
        }
      >
        <p>
          {formatQuantity(chosen, "endpoint has", "endpoints have")} chosen it. Customers would no longer see what they
          get. Deprecate it instead, with a date, and archive it when nobody has chosen it.
        </p>
        <SubscriberList subscribers={subscribers} className="mt-3" />
        {chosen > subscribers.length ? <p className="mt-1">And {chosen - subscribers.length} more.</p> : null}
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Archive ${name}?`}
      actions={
        <DialogActions cancel="Keep it" onCancel={onClose}>
          <Button variant="danger" pending={archive.isPending || usage.isPending} onClick={() => archive.mutate()}>
            Archive event type
          </Button>
        </DialogActions>
      }
    >
      <p>
        Customers no longer see it and cannot choose it. What you send of it goes on, to endpoints that get every event
        type or a group of it. It can be brought back.
      </p>
      {archive.error ? (
        <ErrorPanel title="It was not archived." className="mt-3">
          {archive.error.message}
        </ErrorPanel>
      ) : null}
    </Dialog>
  );
}
