"use client";

import { useTranslations } from "use-intl";
import type { OptionWords } from "@/components/delivery-options/option-words.ts";
import { useFormat } from "@/components/ui/use-format.ts";

/** What options are told with. */
export function useOptionWords(): OptionWords {
  return { t: useTranslations("delivery-options"), format: useFormat() };
}
