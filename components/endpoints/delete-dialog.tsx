"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { summaryQuery } from "@/components/endpoints/queries.ts";
import { useEndpointDelete } from "@/components/endpoints/use-endpoint-delete.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmByName } from "@/components/portal/confirm-by-name.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";

type DeleteDialogProps = {
  endpointId: string;
  name: string;
  /** Deliveries that are still being retried: they end with the endpoint. */
  pending: number;
  onClose: () => void;
  onDeleted?: () => void;
};

/** The endpoint can be had back, what was under way cannot: so it names what ends. With deliveries under way, its name is typed first. */
export function DeleteDialog({ endpointId, name, pending, onClose, onDeleted }: DeleteDialogProps) {
  const t = useTranslations("endpoints.delete");
  const summary = useQuery(summaryQuery(useAccess()));
  const remove = useEndpointDelete(endpointId, name);

  function submit() {
    remove.mutate(undefined, {
      onSuccess: () => {
        onClose();
        onDeleted?.();
      },
    });
  }

  const days = summary.data?.retentionDays;
  const stays = days === undefined ? t("stays") : t("staysFor", { days });
  const asked = {
    title: t("title", { name }),
    keep: t("cancel"),
    confirm: t("confirm", { name }),
    variant: "danger",
    write: remove,
    failed: t("failed", { name }),
    onConfirm: submit,
    onClose,
  } as const;
  if (pending === 0)
    return (
      <ConfirmDialog {...asked}>
        <p>
          {t("nothing")} {stays}
        </p>
      </ConfirmDialog>
    );
  return (
    <ConfirmByName {...asked} name={name} label={t("type", { name })} wrong={t("wrong", { name })}>
      <p>
        {t("pending", { count: pending })} {stays}
      </p>
    </ConfirmByName>
  );
}
