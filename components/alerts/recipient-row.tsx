"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { alertKeys } from "@/components/alerts/queries.ts";
import { useRecipientName } from "@/components/alerts/recipient-name.ts";
import { RecipientSecret } from "@/components/alerts/recipient-secret.tsx";
import { TestResult } from "@/components/alerts/test-result.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { AlertRecipientOut } from "@/lib/contract/alert.ts";
import { isLocale, LOCALE_NAMES, type Locale } from "@/lib/contract/locale.ts";

type RecipientRowProps = { recipient: AlertRecipientOut; onChange: () => void; onRemove: () => void };

/** One recipient: what it gets, what it waits for, and what can be done with it. */
export function RecipientRow({ recipient, onChange, onRemove }: RecipientRowProps) {
  const t = useTranslations("alerts");
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const nameOf = useRecipientName();
  const [testId, setTestId] = useState<string | null>(null);
  const params = { app_id: applicationId, recipient_id: recipient.id };
  const refresh = () => client.invalidateQueries({ queryKey: alertKeys.all(applicationId) });
  const test = useMutation({
    mutationFn: () => call("POST /app/{app_id}/alert-recipient/{recipient_id}/test", { params }),
    onSuccess: ({ id }) => {
      setTestId(id);
      return refresh();
    },
  });
  const ask = useMutation({
    mutationFn: () => call("POST /app/{app_id}/alert-recipient/{recipient_id}/confirm", { params }),
    onSuccess: () => {
      announce(t("recipient.sentAgain"));
      return refresh();
    },
  });
  const name = nameOf(recipient);
  const { kind, state, alerts, timeZone } = recipient;
  const language = isLocale(recipient.locale) ? LOCALE_NAMES[recipient.locale as Locale] : recipient.locale;

  return (
    <li className="grid gap-1 border-line border-t py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p dir="auto" className={kind === "email" ? "break-all text-mono" : "break-words text-body"}>
            {name}
          </p>
          <p className="text-dense text-ink-2">{alerts.map((one) => t(`kinds.${one}`)).join(" · ")}</p>
          <p className="text-meta text-ink-3">{t("recipient.reads", { language, zone: timeZone })}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          {state === "active" ? (
            <Button
              size="small"
              pending={test.isPending}
              aria-label={t("recipient.testOf", { name })}
              onClick={() => test.mutate()}
            >
              {t("recipient.test")}
            </Button>
          ) : null}
          {state === "unconfirmed" ? (
            <Button
              size="small"
              pending={ask.isPending}
              aria-label={t("recipient.sendAgainTo", { name })}
              onClick={() => ask.mutate()}
            >
              {t("recipient.sendAgain")}
            </Button>
          ) : null}
          <Button size="small" aria-label={t("recipient.changeOf", { name })} onClick={onChange}>
            {t("recipient.change")}
          </Button>
          <Button size="small" aria-label={t("recipient.removeOf", { name })} onClick={onRemove}>
            {t("recipient.remove")}
          </Button>
        </div>
      </div>
      {state === "unconfirmed" ? (
        <Note state="sending">
          {t.rich("recipient.unconfirmed", {
            time: () => <Time at={recipient.confirmRequestedAt ?? recipient.createdAt} plain />,
          })}
        </Note>
      ) : null}
      {state === "unsubscribed" ? (
        <Note state="canceled">
          {t.rich("recipient.unsubscribed", {
            time: () => <Time at={recipient.unsubscribedAt ?? recipient.updatedAt} plain />,
          })}
        </Note>
      ) : null}
      {kind === "webhook" ? <RecipientSecret recipientId={recipient.id} /> : null}
      {testId ? <TestResult alertId={testId} /> : null}
      <MutationError error={test.error ?? ask.error} title={t("recipient.failed")} />
    </li>
  );
}

/** Why a recipient gets nothing. */
function Note({ state, children }: { state: "sending" | "canceled"; children: ReactNode }) {
  return (
    <p className="flex items-start gap-2 text-dense text-ink-2">
      <StateGlyph state={state} className="mt-0.5 text-ink-3 *:animate-none" />
      <span className="max-w-measure">{children}</span>
    </p>
  );
}
