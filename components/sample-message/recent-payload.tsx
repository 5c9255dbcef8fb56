"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { recentMessagesQuery } from "@/components/sample-message/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type RecentPayloadProps = {
  endpoint: Pick<EndpointOut, "eventTypes">;
  onUse: (message: { eventType: string; payload: unknown }) => void;
};

/** Takes the last message that this endpoint got, or would have got. Nothing where none came. */
export function RecentPayload({ endpoint, onUse }: RecentPayloadProps) {
  const t = useTranslations("sample-message");
  const request = useTranslations("attempts.request");
  const access = useAccess();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const newest = useQuery(recentMessagesQuery(access, endpoint.eventTypes)).data?.[0];
  if (!newest) return null;

  async function use(messageId: string): Promise<void> {
    setPending(true);
    setProblem(null);
    try {
      const params = { app_id: access.applicationId, msg_id: messageId };
      const message = await access.call("GET /app/{app_id}/msg/{msg_id}", { params });
      // It may have gone since it was listed.
      if (message.payloadGone) setProblem(request("expired"));
      else onUse(message);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : t("recentError"));
    } finally {
      setPending(false);
    }
  }

  return (
    <>
      <Button pending={pending} onClick={() => void use(newest.id)}>
        {t("recent")}
      </Button>
      {problem === null ? null : (
        <p role="alert" className="w-full text-dense text-fail-ink">
          {problem}
        </p>
      )}
    </>
  );
}
