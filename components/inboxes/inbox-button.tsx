"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { inboxKeys } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Spinner } from "@/components/ui/button.tsx";

/** For who has no server yet: an address of ours that takes and shows whatever is sent to it. */
export function InboxButton({ onUrl }: { onUrl: (url: string) => void }) {
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => call("POST /app/{app_id}/inbox", { params: { app_id: applicationId } }),
    onSuccess: ({ url }) => {
      void client.invalidateQueries({ queryKey: inboxKeys.list(applicationId) });
      announce("Debug inbox URL filled in");
      onUrl(url);
    },
  });
  return (
    <>
      <button
        type="button"
        aria-busy={make.isPending || undefined}
        onClick={() => !make.isPending && make.mutate()}
        className="inline-flex min-h-6 items-center gap-1.5 rounded-mark text-accent underline decoration-accent-line underline-offset-3 hover:decoration-accent coarse:min-h-11"
      >
        {make.isPending ? <Spinner /> : null}
        Get a debug inbox URL
      </button>
      {make.error ? (
        <span role="alert" className="block text-fail-ink">
          {make.error.message}
        </span>
      ) : null}
    </>
  );
}
