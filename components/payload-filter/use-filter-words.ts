"use client";

import { useTranslations } from "use-intl";
import { filterSentence } from "@/components/payload-filter/filter-sentence.ts";
import { useFormat } from "@/components/ui/use-format.ts";
import type { Filter } from "@/lib/contract/filter.ts";

/** Says a filter in the reader's language. */
export function useFilterWords(): (filter: Filter) => string {
  const t = useTranslations("payload-filter");
  const { list } = useFormat();
  return (filter) => filterSentence(filter, { t, list });
}
