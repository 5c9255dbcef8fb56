"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { endpointKeys, restoredQuery } from "@/components/endpoints/queries.ts";
import { type Access, useAccess } from "@/components/portal/access.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { showToast } from "@/components/ui/toast.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const UNDO_MS = 10_000;

type Deleted = {
  access: Access;
  client: QueryClient;
  endpointId: string;
  name: string;
  t: ReturnType<typeof useTranslations<"endpoints.delete">>;
};

/** Deletes an endpoint, and then offers to take that back. */
export function useEndpointDelete(endpointId: string, name: string) {
  const t = useTranslations("endpoints.delete");
  const undoWord = useTranslations("endpoints.action")("undo");
  const access = useAccess();
  const { applicationId, call } = access;
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      call("DELETE /app/{app_id}/endpoint/{endpoint_id}", {
        params: { app_id: applicationId, endpoint_id: endpointId },
      }),
    onSuccess: () => {
      client.setQueryData(restoredQuery(access).queryKey, false);
      client.setQueryData<EndpointOut[]>(endpointKeys.list(applicationId), (list) =>
        list?.filter((one) => one.id !== endpointId),
      );
      void client.invalidateQueries({ queryKey: endpointKeys.summary(applicationId) });
      void client.invalidateQueries({ queryKey: endpointKeys.healthList(applicationId) });
      const onClick = () => void undo({ access, client, endpointId, name, t });
      showToast({ text: t("done", { name }), action: { label: undoWord, onClick }, durationMs: UNDO_MS });
    },
  });
}

/** No hook: whatever page deleted it has gone by now. */
async function undo({ access: { applicationId, call }, client, endpointId, name, t }: Deleted): Promise<void> {
  try {
    const params = { app_id: applicationId, endpoint_id: endpointId };
    await call("POST /app/{app_id}/endpoint/{endpoint_id}/restore", { params });
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    return showToast({ text: t("undoFailed", { name }), detail, durationMs: UNDO_MS });
  }
  announce(t("undone", { name }));
  client.setQueryData(restoredQuery({ applicationId }).queryKey, true);
  void client.invalidateQueries({ queryKey: endpointKeys.summary(applicationId) });
  await client.invalidateQueries({ queryKey: ["endpoints", applicationId] });
}
