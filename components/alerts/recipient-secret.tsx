"use client";

import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { RevealSecret } from "@/components/portal/reveal-secret.tsx";

/** What posts to a webhook are signed with. */
export function RecipientSecret({ recipientId }: { recipientId: string }) {
  const t = useTranslations("alerts.recipient");
  const { applicationId, call, can } = useAccess();
  if (!can("ViewEndpointSecret")) return null;
  return (
    <RevealSecret
      read={() =>
        call("GET /app/{app_id}/alert-recipient/{recipient_id}/secret", {
          params: { app_id: applicationId, recipient_id: recipientId },
        })
      }
      words={{ show: t("secret"), copy: t("copySecret"), failed: t("failed") }}
    />
  );
}
