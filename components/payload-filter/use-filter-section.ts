"use client";

import { useTranslations } from "use-intl";
import type { EndpointWords, FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { errorsOf, sentence } from "@/components/endpoints/endpoint-draft.ts";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useSection } from "@/components/endpoints/use-section.ts";
import type { FilterDraft, RowMistake } from "@/components/payload-filter/filter-draft.ts";
import { draftOf, filterOf, mistakesOfDraft, rowAt } from "@/components/payload-filter/filter-draft.ts";
import { ApiError } from "@/lib/contract/client.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Filter } from "@/lib/contract/filter.ts";

/** Either the rows count, or the JSON: what is not shown is made from what is when the view changes. */
export type FilterValue = { view: "rows"; draft: FilterDraft } | { view: "json"; text: string };

/** What the JSON says; a text when it says nothing that can be a filter. */
export type Read = { filter: Filter | null } | { problem: string | null };

export function readJson(text: string): Read {
  if (text.trim() === "") return { filter: null };
  try {
    const value: unknown = JSON.parse(text);
    if (value === null) return { filter: null };
    return typeof value === "object" && !Array.isArray(value) ? { filter: value as Filter } : { problem: null };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : "" };
  }
}

function valueOfFilter(filter: Filter | null): FilterValue {
  const draft = draftOf(filter);
  return draft ? { view: "rows", draft } : { view: "json", text: JSON.stringify(filter, null, 2) };
}

/** @returns undefined while it is not finished */
export function filterOfValue(value: FilterValue): Filter | null | undefined {
  if (value.view === "rows") return mistakesOfDraft(value.draft).size > 0 ? undefined : filterOf(value.draft);
  const read = readJson(value.text);
  return "filter" in read ? read.filter : undefined;
}

/** The state of the section that sets the filter. */
export function useFilterSection(endpoint: EndpointOut) {
  const t = useTranslations("payload-filter.mistake");
  const words = useTranslations("endpoints");
  const { mutateAsync } = useEndpointChange(endpoint.id);

  const rowErrors = (id: number, mistake: RowMistake): FieldErrors => ({
    ...(mistake.path ? { [`filter.${id}.path`]: t("path") } : {}),
    ...(mistake.value ? { [`filter.${id}.value`]: t(mistake.value === "missing" ? "value" : mistake.value) } : {}),
  });

  function mistakes({ value }: { value: FilterValue }): FieldErrors {
    if (value.view === "rows") {
      const found = mistakesOfDraft(value.draft);
      return Object.assign({}, ...[...found].map(([id, mistake]) => rowErrors(id, mistake)));
    }
    const read = readJson(value.text);
    if ("filter" in read) return {};
    return { "filter.json": read.problem === null ? t("object") : t("json", { problem: read.problem }) };
  }

  return useSection<{ value: FilterValue }>({
    stored: { value: valueOfFilter(endpoint.filter) },
    mistakes,
    save: ({ value }) => mutateAsync({ filter: filterOfValue(value) ?? null }),
    refused: (error, { value }) => refused(error, value, words),
  });
}

/** The server's word, at the row that it is about. */
function refused(error: unknown, value: FilterValue, words: EndpointWords): FieldErrors {
  if (!(error instanceof ApiError) || error.issues.length === 0) return errorsOf(error, words);
  const errors: FieldErrors = {};
  for (const { loc, msg } of error.issues) {
    if (loc[1] !== "filter") {
      errors.form ??= sentence(msg);
    } else if (value.view === "json") {
      const place = loc.slice(2).join(".");
      errors["filter.json"] ??= place === "" ? sentence(msg) : `${place}: ${msg}`;
    } else {
      const row = rowAt(value.draft, loc);
      if (row) errors[`filter.${row.id}.${loc.at(-1) === "path" ? "path" : "value"}`] ??= sentence(msg);
      else errors.form ??= sentence(msg);
    }
  }
  return errors;
}
