"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { SavedForm } from "@/components/endpoints/settings-section.tsx";
import { draftOf, filterOf } from "@/components/payload-filter/filter-draft.ts";
import { FilterPreview } from "@/components/payload-filter/filter-preview.tsx";
import { FilterRows } from "@/components/payload-filter/filter-rows.tsx";
import { suggestionsQuery } from "@/components/payload-filter/queries.ts";
import type { FilterValue } from "@/components/payload-filter/use-filter-section.ts";
import { filterOfValue, readJson, useFilterSection } from "@/components/payload-filter/use-filter-section.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { WithCode } from "@/components/ui/code.tsx";
import { Field } from "@/components/ui/field.tsx";
import { LearnMore } from "@/components/ui/learn-more.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** Conditions as rows or as JSON, and what they would have done with the last messages. */
export function FilterEditor({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("payload-filter");
  const suggestions = useQuery(suggestionsQuery(useAccess(), endpoint)).data;
  const section = useFilterSection(endpoint);
  const { value } = section.value;
  const change = (next: FilterValue) => section.change({ value: next });
  const other = otherView(value);
  return (
    <SavedForm {...section} called={t("called")}>
      {other === null ? (
        <p className="text-dense text-ink-2">{t("json.onlyJson")}</p>
      ) : (
        <RadioGroup
          inline
          legend={t("view.legend")}
          legendHidden
          name="filter-view"
          value={value.view}
          onChange={(view) => view !== value.view && change(other)}
          options={[
            { value: "rows", label: t("view.rows") },
            { value: "json", label: t("view.json") },
          ]}
        />
      )}
      {value.view === "rows" ? (
        <FilterRows
          draft={value.draft}
          onChange={(draft) => change({ view: "rows", draft })}
          errors={section.errors}
          suggestions={suggestions ?? new Map()}
        />
      ) : (
        <Field label={t("json.label")} hint={t("json.hint")} error={section.errors["filter.json"]}>
          <Textarea
            machine
            rows={12}
            value={value.text}
            onChange={(event) => change({ view: "json", text: event.target.value })}
          />
        </Field>
      )}
      <FilterPreview endpoint={endpoint} filter={filterOfValue(value)} />
      <LearnMore summary={t("learn.summary")}>
        <ul className="grid list-disc gap-1 ps-5">
          {(["path", "types", "missing", "tests"] as const).map((key) => (
            <li key={key}>
              <WithCode text={t(`learn.${key}`)} />
            </li>
          ))}
        </ul>
      </LearnMore>
    </SavedForm>
  );
}

/** The same in the other view; null when that cannot show it. */
function otherView(value: FilterValue): FilterValue | null {
  if (value.view === "rows") {
    const filter = filterOf(value.draft);
    return { view: "json", text: filter === null ? "" : JSON.stringify(filter, null, 2) };
  }
  const read = readJson(value.text);
  const draft = "filter" in read ? draftOf(read.filter) : null;
  return draft && { view: "rows", draft };
}
