"use client";

import { useTranslations } from "use-intl";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { useSignOut } from "@/components/portal/use-sign-out.ts";
import { Button } from "@/components/ui/button.tsx";
import { Time } from "@/components/ui/time.tsx";

export function SessionSection({ expiresAt }: { expiresAt: string }) {
  const t = useTranslations("settings.session");
  const { signOut, pending } = useSignOut();
  return (
    <SettingsSection id="session" title={t("title")} description={t("about")}>
      <p className="text-body text-ink-2">{t.rich("ends", { time: () => <Time key="time" at={expiresAt} /> })}</p>
      <Button className="mt-3" pending={pending} onClick={signOut}>
        {t("signOut")}
      </Button>
    </SettingsSection>
  );
}
