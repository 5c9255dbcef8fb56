"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { inboxKeys } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Spinner } from "@/components/ui/button.tsx";
import { TEXT_LINK } from "@/components/ui/text-link.tsx";

/** For who has no server yet: an address of ours that takes and shows whatever is sent to it. */
export function InboxButton({ onUrl }: { onUrl: (url: string) => void }) {
  const t = useTranslations("inboxes.button");
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => call("POST /app/{app_id}/inbox", { params: { app_id: applicationId } }),
    onSuccess: ({ url }) => {
      void client.invalidateQueries({ queryKey: inboxKeys.list(applicationId) });
      announce(t("filledIn"));
      onUrl(url);
    },
  });
  return (
    <>
      <button
        type="button"
        aria-busy={make.isPending || undefined}
        onClick={() => !make.isPending && make.mutate()}
        className={clsx("inline-flex min-h-6 items-center gap-1.5 coarse:min-h-11", TEXT_LINK)}
      >
        {make.isPending ? <Spinner /> : null}
        {t("get")}
      </button>
      {make.error ? (
        <span role="alert" className="block text-fail-ink">
          {make.error.message}
        </span>
      ) : null}
    </>
  );
}
