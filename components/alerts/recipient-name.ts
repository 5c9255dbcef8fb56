"use client";

import { useTranslations } from "use-intl";
import type { AlertRecipientOut } from "@/lib/contract/alert.ts";

/** What a recipient is called: its address, or the host that a URL is at. */
export function useRecipientName(): (recipient: Pick<AlertRecipientOut, "kind" | "email" | "urlOrigin">) => string {
  const t = useTranslations("alerts");
  return ({ kind, email, urlOrigin }) => {
    if (kind === "email") return email ?? "";
    const host = urlOrigin === null ? "" : new URL(urlOrigin).host;
    return kind === "slack" ? t("recipient.slack", { host }) : t("recipient.webhook", { host });
  };
}
