"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { announce } from "@/components/ui/announcer.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";

const CHOICES = [
  { theme: "system", Icon: Monitor },
  { theme: "light", Icon: Sun },
  { theme: "dark", Icon: Moon },
] as const;

/** One button that goes round: system, light, dark. */
export function ThemeSwitch() {
  const t = useTranslations("shell.theme");
  const { theme, forcedTheme, setTheme } = useTheme();
  // The server does not know the stored choice; the first client render repeats the server's.
  const mounted = useSyncExternalStore<boolean>(
    () => () => {},
    () => true,
    () => false,
  );
  // The page around, or the portal's link, has chosen.
  if (forcedTheme) return null;
  const index = mounted
    ? Math.max(
        0,
        CHOICES.findIndex((choice) => choice.theme === theme),
      )
    : 0;
  const now = CHOICES[index] ?? CHOICES[0];
  const next = CHOICES[(index + 1) % CHOICES.length] ?? CHOICES[0];
  return (
    <IconButton
      label={t("label", { now: t(now.theme), next: t(next.theme) })}
      onClick={() => {
        setTheme(next.theme);
        announce(t("changed", { now: t(next.theme) }));
      }}
    >
      <now.Icon aria-hidden="true" size={16} strokeWidth={1.5} />
    </IconButton>
  );
}
