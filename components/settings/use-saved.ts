"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { announce } from "@/components/ui/announcer.tsx";

const SHOWN_MS = 2500;

/** Which setting was saved just now. */
export function useSaved() {
  const t = useTranslations("settings");
  const [saved, setSaved] = useState<{ name: string } | null>(null);

  useEffect(() => {
    if (!saved) return;
    const timer = setTimeout(() => setSaved(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [saved]);

  return {
    isSaved: (name: string) => saved?.name === name,
    /** Says so beside the setting, and aloud. */
    tell: (name: string) => {
      setSaved({ name });
      announce(t("saved"));
    },
  };
}
