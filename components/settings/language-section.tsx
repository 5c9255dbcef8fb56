"use client";

import { useSyncExternalStore } from "react";
import { useLocale, useTranslations } from "use-intl";
import { SettingsSection } from "@/components/endpoints/settings-section.tsx";
import { Setting } from "@/components/settings/setting.tsx";
import { useSaved } from "@/components/settings/use-saved.ts";
import { useClock, useTimeText } from "@/components/ui/clock.tsx";
import { Field } from "@/components/ui/field.tsx";
import { keepPreference } from "@/components/ui/preference-cookie.ts";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Select } from "@/components/ui/select.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import { useView } from "@/components/ui/view-provider.tsx";
import { LOCALE_COOKIE, LOCALE_NAMES, LOCALES } from "@/lib/contract/locale.ts";

export function LanguageSection() {
  const t = useTranslations("settings.language");
  const locale = useLocale();
  const format = useFormat();
  const { zone, setZone } = useClock();
  const { view, change } = useView();
  const { isSaved, tell } = useSaved();
  const { zones, ownZone } = useZones(zone);
  const now = useTimeText((nowMs) => format.clock(nowMs, "minute"));
  const example = "14:30";

  function choose(next: string) {
    keepPreference(LOCALE_COOKIE, next);
    // An address that names a language would win over the choice.
    const url = new URL(window.location.href);
    url.searchParams.delete("locale");
    window.history.replaceState(window.history.state, "", url);
    window.location.reload();
  }

  return (
    <SettingsSection id="language" title={t("title")} description={t("about")}>
      <div className="grid max-w-[440px] gap-5">
        <Setting saved={false}>
          <Field label={t("language")}>
            <Select
              value={locale}
              options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
              onChange={(event) => choose(event.target.value)}
            />
          </Field>
        </Setting>
        <Setting saved={isSaved("zone")}>
          <Field label={t("zone")} hint={t("zoneHint", { clock: now })}>
            <Select
              value={zone}
              options={zones.map((value) => ({
                value,
                label: value === ownZone ? t("zoneOfBrowser", { zone: spaced(value) }) : spaced(value),
              }))}
              onChange={(event) => {
                setZone(event.target.value);
                tell("zone");
              }}
            />
          </Field>
        </Setting>
        <Setting saved={isSaved("clock")}>
          <RadioGroup
            legend={t("clock")}
            name="clock"
            inline
            value={view.clock}
            options={[
              { value: "24", label: t("clock24", { example }) },
              { value: "12", label: t("clock12", { example: "2:30 PM" }) },
            ]}
            onChange={(clock) => {
              change({ clock: clock === "12" ? "12" : "24" });
              tell("clock");
            }}
          />
        </Setting>
      </div>
    </SettingsSection>
  );
}

const spaced = (zone: string) => zone.replaceAll("_", " ");

/** The browser's own list, which the server does not have: until then only the chosen one. */
function useZones(zone: string): { zones: string[]; ownZone: string | null } {
  const isBrowser = useSyncExternalStore<boolean>(
    () => () => {},
    () => true,
    () => false,
  );
  if (!isBrowser) return { zones: [zone], ownZone: null };
  const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { zones: [...new Set([ownZone, "UTC", zone, ...Intl.supportedValuesOf("timeZone")])], ownZone };
}
