import type { useTranslations } from "use-intl";
import type { Format } from "@/components/ui/format.ts";
import type { Filter } from "@/lib/contract/filter.ts";

type Words = { t: ReturnType<typeof useTranslations<"payload-filter">>; list: Format["list"] };

/** A filter as a part of a sentence: `/amount is at least 100 and /plan is "pro"`. */
export function filterSentence(filter: Filter, words: Words): string {
  return partOf(filter, words, false);
}

function partOf(filter: Filter, words: Words, nested: boolean): string {
  const { path = "", op = "eq", value, all, any, not } = filter;
  if (not) return words.t("not", { conditions: partOf(not, words, false) });
  const group = all ?? any;
  if (!group) {
    const asked = op === "exists" && value === false ? "missing" : op;
    return words.t("condition", { op: asked, path, value: valueWords(value) });
  }
  const isMany = group.length > 1;
  const conditions = words.list(
    group.map((one) => partOf(one, words, isMany)),
    all ? "and" : "or",
  );
  return nested && isMany ? words.t("group", { conditions }) : conditions;
}

function valueWords(value: Filter["value"]): string {
  return (Array.isArray(value) ? value : [value ?? null]).map((one) => JSON.stringify(one)).join(", ");
}
