"use client";

import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { Setting } from "@/components/settings/setting.tsx";
import { useSaved } from "@/components/settings/use-saved.ts";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Switch } from "@/components/ui/switch.tsx";
import type { View } from "@/components/ui/view.ts";
import { useView } from "@/components/ui/view-provider.tsx";

const THEMES = ["system", "light", "dark"] as const;
const DENSITIES: View["density"][] = ["comfortable", "default", "compact"];

export function LookSection() {
  const t = useTranslations("settings.look");
  const { theme, forcedTheme, setTheme } = useTheme();
  const { view, change } = useView();
  const { isSaved, tell } = useSaved();
  // The server does not know the stored theme.
  const isBrowser = useSyncExternalStore<boolean>(
    () => () => {},
    () => true,
    () => false,
  );
  return (
    <SettingsSection id="look" title={t("title")} description={t("about")}>
      <div className="grid max-w-[440px] gap-5">
        {/* Where the page around, or the link, has chosen, there is nothing to choose. */}
        {forcedTheme ? null : (
          <Setting saved={isSaved("theme")}>
            <RadioGroup
              legend={t("theme")}
              name="theme"
              inline
              value={(isBrowser && theme) || "system"}
              options={THEMES.map((value) => ({ value, label: t(value) }))}
              onChange={(next) => {
                setTheme(next);
                tell("theme");
              }}
            />
          </Setting>
        )}
        <Setting saved={isSaved("density")}>
          <RadioGroup
            legend={t("density")}
            name="density"
            inline
            value={view.density}
            options={DENSITIES.map((value) => ({ value, label: t(value) }))}
            onChange={(next) => {
              change({ density: DENSITIES.find((density) => density === next) });
              tell("density");
            }}
          />
        </Setting>
        <Setting saved={isSaved("motion")}>
          <Switch
            label={t("motion")}
            description={t("motionHint")}
            checked={view.motion === "less"}
            onChange={(less) => {
              change({ motion: less ? "less" : "system" });
              tell("motion");
            }}
          />
        </Setting>
      </div>
    </SettingsSection>
  );
}
