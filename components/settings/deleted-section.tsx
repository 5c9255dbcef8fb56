"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { deletedEndpointsQuery, deletedKey } from "@/components/settings/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import type { LedgerColumn } from "@/components/ui/ledger-table.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { DeletedEndpointOut } from "@/lib/contract/endpoint.ts";

/** What can be brought back, and the button that does. */
export function DeletedSection() {
  const t = useTranslations("settings.deleted");
  const access = useAccess();
  const client = useQueryClient();
  const { applicationId } = access;
  const deleted = useQuery(deletedEndpointsQuery(access));
  const restore = useMutation({
    mutationFn: ({ id }: DeletedEndpointOut) =>
      access.call("POST /app/{app_id}/endpoint/{endpoint_id}/restore", {
        params: { app_id: applicationId, endpoint_id: id },
      }),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: deletedKey(applicationId) }),
        client.invalidateQueries({ queryKey: ["endpoints", applicationId] }),
      ]);
    },
  });
  const columns: LedgerColumn[] = [
    { id: "endpoint", label: t("endpoint") },
    { id: "deleted", label: t("deleted"), width: "7rem", from: "sm" },
    { id: "until", label: t("until"), width: "10rem", from: "mid" },
    { id: "action", label: "", hiddenLabel: t("action"), width: "7rem", align: "end" },
  ];
  return (
    <SettingsSection id="deleted" title={t("title")} description={t("about")}>
      <div className="grid gap-3">
        <p role="status" className="text-body empty:hidden">
          {restore.isSuccess
            ? t.rich("restored", {
                name: restore.variables.name,
                link: (name) => (
                  <TextLink key="link" href={`/portal/${applicationId}/endpoints/${restore.variables.id}`}>
                    {name}
                  </TextLink>
                ),
              })
            : null}
        </p>
        <MutationError error={restore.error} title={t("restoreFailed", { name: restore.variables?.name ?? "" })} />
        {deleted.data ? (
          deleted.data.length === 0 ? (
            <p className="text-body text-ink-2">{t("none")}</p>
          ) : (
            <LedgerTable caption={t("caption")} columns={columns}>
              <LedgerBody>
                {deleted.data.map((endpoint) => (
                  <LedgerRow key={endpoint.id}>
                    <LedgerCell head title={endpoint.url}>
                      {endpoint.name}
                    </LedgerCell>
                    <LedgerCell from="sm" faint>
                      <Time at={endpoint.deletedAt} />
                    </LedgerCell>
                    <LedgerCell from="mid" faint>
                      <Time at={endpoint.restorableUntil} show="day" />
                    </LedgerCell>
                    <LedgerCell align="end">
                      <Button
                        size="small"
                        aria-label={t("restoreOne", { name: endpoint.name })}
                        pending={restore.isPending && restore.variables.id === endpoint.id}
                        onClick={() => restore.mutate(endpoint)}
                      >
                        {t("restore")}
                      </Button>
                    </LedgerCell>
                  </LedgerRow>
                ))}
              </LedgerBody>
            </LedgerTable>
          )
        ) : deleted.error ? (
          <QueryError title={t("loadFailed")} query={deleted} />
        ) : (
          <SkeletonRows rows={2} label={t("loading")} />
        )}
      </div>
    </SettingsSection>
  );
}
