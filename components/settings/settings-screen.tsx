"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { DeletedSection } from "@/components/settings/deleted-section.tsx";
import { KeyboardSection } from "@/components/settings/keyboard-section.tsx";
import { LanguageSection } from "@/components/settings/language-section.tsx";
import { LookSection } from "@/components/settings/look-section.tsx";
import { SessionSection } from "@/components/settings/session-section.tsx";

type SettingsScreenProps = {
  sessionExpiresAt: string;
  /** Sections about the application, for everybody who opens it: above what is this reader's own. */
  children?: ReactNode;
};

/** Everything is saved as it is changed. */
export function SettingsScreen({ sessionExpiresAt, children }: SettingsScreenProps) {
  const t = useTranslations("settings");
  const access = useAccess();
  return (
    <div className="mx-auto max-w-[960px]">
      <h1 className="mb-6 text-page">{t("title")}</h1>
      {children}
      <p className="mt-2 mb-6 text-body text-ink-2">{t("here")}</p>
      <LanguageSection />
      <LookSection />
      <KeyboardSection />
      {access.can("ManageEndpoint") ? <DeletedSection /> : null}
      <SessionSection expiresAt={sessionExpiresAt} />
    </div>
  );
}
