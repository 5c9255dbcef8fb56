"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { usageQuery } from "@/components/catalogue/queries.ts";
import { reachWords } from "@/components/catalogue/usage-words.ts";
import { callAsStaff } from "@/components/console/call.ts";
import { ConfirmByName } from "@/components/portal/confirm-by-name.tsx";

type RemoveDialogProps = { name: string; onClose: () => void; onRemoved: () => void };

export function RemoveDialog({ name, onClose, onRemoved }: RemoveDialogProps) {
  const remove = useMutation({
    mutationFn: () =>
      callAsStaff("DELETE /event-type/{event_type_name}", {
        params: { event_type_name: name },
        query: { expunge: true, if_unused: true },
      }),
    onSuccess: onRemoved,
  });
  // Once it is removed there is nothing to ask for.
  const usage = useQuery({ ...usageQuery(name), enabled: !(remove.isPending || remove.isSuccess) });
  return (
    <ConfirmByName
      title={`Remove ${name} for good?`}
      name={name}
      label={`Type ${name}`}
      wrong={`Type the name as it is: ${name}.`}
      keep="Keep it"
      confirm="Remove event type"
      variant="danger"
      write={remove}
      failed="It was not removed."
      onConfirm={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        Its description, schemas and examples are gone then. Messages that were sent stay, and what you send of it goes
        on{usage.data ? `: ${reachWords(usage.data)}` : ""}. This cannot be undone.
      </p>
    </ConfirmByName>
  );
}
