"use client";

import { useTranslations } from "use-intl";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { Setting } from "@/components/settings/setting.tsx";
import { useSaved } from "@/components/settings/use-saved.ts";
import { Button } from "@/components/ui/button.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import { runShortcut } from "@/components/ui/use-shortcuts.ts";
import { useView } from "@/components/ui/view-provider.tsx";

export function KeyboardSection() {
  const t = useTranslations("settings.keyboard");
  const keys = useTranslations("shell.keys");
  const { view, change } = useView();
  const { isSaved, tell } = useSaved();
  return (
    <SettingsSection id="keyboard" title={t("title")} description={t("about")}>
      <div className="grid max-w-[440px] gap-4">
        <Setting saved={isSaved("keys")}>
          <Switch
            label={keys("single")}
            description={keys("singleOff")}
            checked={view.keys === "on"}
            onChange={(on) => {
              change({ keys: on ? "on" : "off" });
              tell("keys");
            }}
          />
        </Setting>
        <div>
          <Button onClick={() => runShortcut("?")}>{t("show")}</Button>
        </div>
      </div>
    </SettingsSection>
  );
}
