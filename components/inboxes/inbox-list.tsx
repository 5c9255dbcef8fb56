"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { inboxesQuery, inboxKeys } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable, RowLink } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";

/** The debug inboxes of an application that are alive. */
export function InboxList() {
  const t = useTranslations("inboxes.list");
  const access = useAccess();
  const router = useRouter();
  const client = useQueryClient();
  const inboxes = useQuery(inboxesQuery(access));
  const base = `/portal/${access.applicationId}/inboxes`;
  const make = useMutation({
    mutationFn: () => access.call("POST /app/{app_id}/inbox", { params: { app_id: access.applicationId } }),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: inboxKeys.list(access.applicationId) });
      router.push(`${base}/${id}`);
    },
  });
  if (!inboxes.data) {
    return inboxes.error ? <QueryError title={t("failed")} query={inboxes} /> : <SkeletonRows rows={3} />;
  }
  return (
    <>
      <StatusSentence>
        {t.rich("sentence", { count: inboxes.data.length, b: (chunks) => <Figure>{chunks}</Figure> })}
      </StatusSentence>
      <p className="mt-2 max-w-measure text-body text-ink-2">{t("about")}</p>
      {access.can("ManageEndpoint") ? (
        <div className="mt-4">
          <Button pending={make.isPending} onClick={() => make.mutate()}>
            {t("make")}
          </Button>
          <MutationError error={make.error} title={t("notMade")} />
        </div>
      ) : null}
      {inboxes.data.length > 0 ? (
        <div className="mt-6">
          <LedgerTable
            caption={t("caption")}
            columns={[
              { id: "url", label: t("url"), width: "75%" },
              { id: "ends", label: t("ends") },
            ]}
          >
            <LedgerBody>
              {inboxes.data.map((inbox) => (
                <LedgerRow key={inbox.id}>
                  <LedgerCell head>
                    <RowLink href={`${base}/${inbox.id}`} className="focus-inset text-mono">
                      <span className="truncate">{inbox.url}</span>
                    </RowLink>
                  </LedgerCell>
                  <LedgerCell faint>
                    <Time at={inbox.expiresAt} plain />
                  </LedgerCell>
                </LedgerRow>
              ))}
            </LedgerBody>
          </LedgerTable>
        </div>
      ) : null}
    </>
  );
}
