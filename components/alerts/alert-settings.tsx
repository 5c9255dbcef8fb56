"use client";

import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { alertSettingsQuery, recipientsQuery } from "@/components/alerts/queries.ts";
import { RecipientRow } from "@/components/alerts/recipient-row.tsx";
import { SentAlerts } from "@/components/alerts/sent-alerts.tsx";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import type { AlertRecipientOut } from "@/lib/contract/alert.ts";

const RecipientDialog = dynamic(() =>
  import("@/components/alerts/recipient-dialog.tsx").then((module) => module.RecipientDialog),
);
const RemoveDialog = dynamic(() =>
  import("@/components/alerts/remove-dialog.tsx").then((module) => module.RemoveDialog),
);

type Open = { what: "add" } | { what: "change" | "remove"; recipient: AlertRecipientOut };

/** Who hears of failing endpoints, and what they were told. Nothing for who may not manage endpoints. */
export function AlertSettings() {
  const access = useAccess();
  return access.can("ManageEndpoint") ? <Settings /> : null;
}

function Settings() {
  const t = useTranslations("alerts");
  const access = useAccess();
  const settings = useQuery(alertSettingsQuery(access));
  const recipients = useQuery(recipientsQuery(access));
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const isFull = settings.data && recipients.data && recipients.data.length >= settings.data.maxRecipients;

  return (
    <SettingsSection id="alerts" title={t("settings.title")} description={t("settings.about")}>
      {recipients.data ? (
        <Recipients recipients={recipients.data} onOpen={setOpen} />
      ) : recipients.error ? (
        <QueryError title={t("settings.notLoaded")} query={recipients} />
      ) : (
        <SkeletonRows rows={2} label={t("settings.loading")} />
      )}
      {isFull ? (
        <p className="mt-4 text-dense text-ink-2">{t("settings.full", { count: settings.data.maxRecipients })}</p>
      ) : recipients.data && settings.data ? (
        <Button className="mt-4" onClick={() => setOpen({ what: "add" })}>
          {t("settings.add")}
        </Button>
      ) : null}
      {settings.error ? <QueryError title={t("settings.notLoaded")} query={settings} className="mt-4" /> : null}
      {recipients.data ? <SentAlerts recipients={recipients.data} /> : null}
      {open?.what === "add" && settings.data ? (
        <RecipientDialog settings={settings.data} recipient={null} onClose={close} />
      ) : null}
      {open?.what === "change" && settings.data ? (
        <RecipientDialog settings={settings.data} recipient={open.recipient} onClose={close} />
      ) : null}
      {open?.what === "remove" ? <RemoveDialog recipient={open.recipient} onClose={close} /> : null}
    </SettingsSection>
  );
}

type RecipientsProps = { recipients: AlertRecipientOut[]; onOpen: (open: Open) => void };

function Recipients({ recipients, onOpen }: RecipientsProps) {
  const t = useTranslations("alerts");
  if (recipients.length === 0) {
    return (
      <div className="border-line border-t py-4">
        <p className="text-body text-ink">{t("settings.none")}</p>
        <p className="max-w-measure text-body text-ink-2">{t("settings.noneAbout")}</p>
      </div>
    );
  }
  return (
    <ul aria-label={t("settings.recipients")} className="border-line border-b">
      {recipients.map((recipient) => (
        <RecipientRow
          key={recipient.id}
          recipient={recipient}
          onChange={() => onOpen({ what: "change", recipient })}
          onRemove={() => onOpen({ what: "remove", recipient })}
        />
      ))}
    </ul>
  );
}
