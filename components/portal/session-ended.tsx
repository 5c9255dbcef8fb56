"use client";

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { BackForSession } from "@/components/branding/back-link.tsx";
import { AskHost } from "@/components/embedding/ask-host.tsx";
import { markSessionEnded } from "@/components/portal/kept-draft.ts";
import { MessagePage } from "@/components/shell/message-page.tsx";

/** In place of every page of a portal that this browser has no living session for. */
export function SessionEnded() {
  const t = useTranslations("portal.sessionEnded");
  useEffect(markSessionEnded, []);
  return (
    <MessagePage title={t("title")} action={<BackForSession />}>
      <AskHost />
      <p>{t("text")}</p>
      <p className="mt-2">{t("address")}</p>
    </MessagePage>
  );
}
