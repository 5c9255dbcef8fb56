"use client";

import { useTranslations } from "use-intl";
import { MessagePage } from "@/components/shell/message-page.tsx";

/** In place of every page of a portal that this browser has no living session for. */
export function SessionEnded() {
  const t = useTranslations("portal.sessionEnded");
  return (
    <MessagePage title={t("title")}>
      <p>{t("text")}</p>
      <p className="mt-2">{t("address")}</p>
    </MessagePage>
  );
}
