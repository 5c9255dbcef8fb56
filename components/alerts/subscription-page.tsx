"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { MessagePage } from "@/components/shell/message-page.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Figure } from "@/components/ui/status-sentence.tsx";
import type { AlertKind } from "@/lib/contract/alert.ts";

type Subscription = {
  applicationName: string;
  email: string;
  alerts: AlertKind[];
  state: "active" | "unconfirmed" | "expired" | "unsubscribed";
};

type SubscriptionPageProps = { action: string; locale: string; subscription: Subscription | null };

const name = (chunks: ReactNode) => <Figure>{chunks}</Figure>;

/** What the owner of an address may do without a session. Plain forms: they work before, and without, any script. */
export function SubscriptionPage({ action, locale, subscription }: SubscriptionPageProps) {
  const t = useTranslations("alerts");
  if (!subscription) return <MessagePage title={t("link.unknownTitle")}>{t("link.unknown")}</MessagePage>;
  const { applicationName: application, email, alerts, state } = subscription;
  const change = (to: string, label: string, variant: "primary" | "secondary") => (
    <form method="post" action={`${action}/${to}?locale=${locale}`}>
      <Button type="submit" variant={variant}>
        {label}
      </Button>
    </form>
  );
  const actions = {
    unconfirmed: (
      <>
        {change("confirm", t("link.confirm"), "primary")}
        {change("unsubscribe", t("link.refuse"), "secondary")}
      </>
    ),
    active: change("unsubscribe", t("link.unsubscribe"), "primary"),
    unsubscribed: change("resubscribe", t("link.resubscribe"), "secondary"),
    expired: change("unsubscribe", t("link.refuse"), "secondary"),
  };
  const told = state === "active" || state === "unconfirmed";
  return (
    <MessagePage title={t("link.title", { application })} action={actions[state]}>
      <p className="break-words" role="status">
        {t.rich(`link.${state}`, { application, email, name })}
      </p>
      {told ? (
        <ul className="mt-2 list-disc ps-5">
          {alerts.map((kind) => (
            <li key={kind}>{t(`kinds.${kind}`)}</li>
          ))}
        </ul>
      ) : null}
    </MessagePage>
  );
}
