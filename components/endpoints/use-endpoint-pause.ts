"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { type Access, useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type Subject = {
  access: Access;
  client: QueryClient;
  endpointId: string;
  name: string;
  t: ReturnType<typeof useTranslations<"endpoints.pause">>;
};

/** Holds the deliveries of an endpoint, and offers to take that back. */
export function usePause(endpointId: string, name: string) {
  const t = useTranslations("endpoints.pause");
  const undoWord = useTranslations("endpoints.action")("undo");
  const access = useAccess();
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      access.call("POST /app/{app_id}/endpoint/{endpoint_id}/pause", {
        params: { app_id: access.applicationId, endpoint_id: endpointId },
      }),
    onSuccess: (endpoint) => {
      const onClick = () => void undo({ access, client, endpointId, name, t });
      showToast({
        text: t("done", { name }),
        detail: t("doneDetail"),
        action: { label: undoWord, onClick },
      });
      return keep(client, access.applicationId, endpoint);
    },
  });
}

export type Waiting = "send" | "drop";

/** Ends a pause: what waited is sent, or dropped. */
export function useResume(endpointId: string) {
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (waiting: Waiting) =>
      call("POST /app/{app_id}/endpoint/{endpoint_id}/resume", {
        params: { app_id: applicationId, endpoint_id: endpointId },
        body: { waiting },
      }),
    onSuccess: (endpoint) => keep(client, applicationId, endpoint),
  });
}

/** No hook: the page that paused it may have gone by now. */
async function undo({ access, client, endpointId, name, t }: Subject): Promise<void> {
  try {
    const endpoint = await access.call("POST /app/{app_id}/endpoint/{endpoint_id}/resume", {
      params: { app_id: access.applicationId, endpoint_id: endpointId },
      body: { waiting: "send" },
    });
    announce(t("undone", { name }));
    await keep(client, access.applicationId, endpoint);
  } catch (error) {
    showToast({ text: t("undoFailed", { name }), detail: error instanceof Error ? error.message : "" });
  }
}

function keep(client: QueryClient, applicationId: string, endpoint: EndpointOut): Promise<void> {
  client.setQueryData(endpointKeys.one(applicationId, endpoint.id), endpoint);
  void client.invalidateQueries({ queryKey: endpointKeys.summary(applicationId) });
  void client.invalidateQueries({ queryKey: ["deliveries"] });
  return client.invalidateQueries({ queryKey: ["endpoints", applicationId] });
}
