"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { announce } from "@/components/ui/announcer.tsx";
import { IconButton } from "@/components/ui/icon-button.tsx";

const CHOICES = [
  { theme: "system", word: "system", Icon: Monitor },
  { theme: "light", word: "light", Icon: Sun },
  { theme: "dark", word: "dark", Icon: Moon },
] as const;

/** One button that goes round: system, light, dark. */
export function ThemeSwitch() {
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
      label={`Theme: ${now.word}. Change to ${next.word}`}
      onClick={() => {
        setTheme(next.theme);
        announce(`Theme: ${next.word}`);
      }}
    >
      <now.Icon aria-hidden="true" size={16} strokeWidth={1.5} />
    </IconButton>
  );
}
