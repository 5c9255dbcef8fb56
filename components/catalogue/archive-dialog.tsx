"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { usageQuery } from "@/components/catalogue/queries.ts";
import { SubscriberList } from "@/components/catalogue/usage-panel.tsx";
import { reachWords } from "@/components/catalogue/usage-words.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
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
  const reach = usage.data ? reachWords(usage.data) : null;
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
        <p className="mt-3">Besides, {reach}: that would not keep it from being archived.</p>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      title={`Archive ${name}?`}
      keep="Keep it"
      confirm="Archive event type"
      variant="danger"
      write={{ isPending: archive.isPending || usage.isPending, error: archive.error }}
      failed="It was not archived."
      onConfirm={() => archive.mutate()}
      onClose={onClose}
    >
      <p>
        No endpoint has chosen it by its name. Customers no longer see it and cannot choose it. What you send of it goes
        on{reach ? `: ${reach}` : ""}. It can be brought back.
      </p>
    </ConfirmDialog>
  );
}
