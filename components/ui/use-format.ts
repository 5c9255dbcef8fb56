"use client";

import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useClock } from "@/components/ui/clock.tsx";
import { createFormat, type Format } from "@/components/ui/format.ts";
import { useView } from "@/components/ui/view-provider.tsx";

/** Numbers and times in the page's language and zone. Pure modules get it as a parameter of type `Format`. */
export function useFormat(): Format {
  const locale = useLocale();
  const t = useTranslations("ui.format");
  const { zone } = useClock();
  const { clock } = useView().view;
  return useMemo(() => createFormat({ locale, zone, hour12: clock === "12", t }), [locale, zone, clock, t]);
}
