"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";

/** What posts to a webhook are signed with, once somebody asks; that is recorded. */
export function RecipientSecret({ recipientId }: { recipientId: string }) {
  const t = useTranslations("alerts");
  const { applicationId, call, can } = useAccess();
  const reveal = useMutation({
    mutationFn: () =>
      call("GET /app/{app_id}/alert-recipient/{recipient_id}/secret", {
        params: { app_id: applicationId, recipient_id: recipientId },
      }),
    // It must not stay in a cache after the page is gone.
    gcTime: 0,
  });
  if (!can("ViewEndpointSecret")) return null;
  if (reveal.data) return <CopyText value={reveal.data.key} label={t("recipient.copySecret")} />;
  return (
    <div>
      <Button
        size="small"
        variant="quiet"
        className="-ms-2.5"
        pending={reveal.isPending}
        onClick={() => reveal.mutate()}
      >
        {t("recipient.secret")}
      </Button>
      <MutationError error={reveal.error} title={t("recipient.failed")} />
    </div>
  );
}
