"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useApplicationField } from "@/components/applications/application-field.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf, scopeKey } from "@/components/deliveries/scope.ts";
import { isCode, isTypePattern, STATES, TRIGGERS } from "@/components/deliveries/search-params.ts";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { endpointsQuery } from "@/components/endpoints/queries.ts";
import type { FilterField, FilterOption } from "@/components/filters/fields.ts";
import { useStateWord } from "@/components/ui/state-label.tsx";
import { CAUSES } from "@/lib/webhook/cause.ts";

const FIVE_MINUTES = 300_000;
const MOST = 250;

const typesQuery = (scope: DeliveryScope) =>
  queryOptions({
    queryKey: ["event-types", ...scopeKey(scope), "names"],
    queryFn: async ({ signal }) => {
      const { data } = await clientOf(scope)("GET /event-type", { query: { limit: MOST } }, signal);
      return data.map(({ name, description }) => ({ name, description }));
    },
    staleTime: FIVE_MINUTES,
  });

const NONE: readonly string[] = [];

/**
 * The fields of the filter with the values that exist. Names are read beside the rows, which do not wait for them.
 * @param chosenApplications values of `app`, whose names are shown whatever else is offered
 */
export function useFilterFields(scope: DeliveryScope, chosenApplications = NONE): FilterField[] {
  const types = useQuery(typesQuery(scope)).data;
  const one = { applicationId: scope.applicationId ?? "", call: clientOf(scope) };
  const endpoints = useQuery({ ...endpointsQuery(one), enabled: scope.applicationId !== null }).data;
  const wordOf = useStateWord();

  const t = useTranslations("deliveries.fields");
  const labelOf = useCauseLabel();
  const locale = useLocale();
  const application = useApplicationField(t("application"), chosenApplications, scope.applicationId === null);
  return useMemo(() => {
    const fields: (FilterField | null)[] = [
      { id: "status", label: t("status"), options: STATES.map((value) => ({ value, label: wordOf(value) })) },
      application,
      {
        id: "type",
        label: t("type"),
        options: typeOptions(types ?? []),
        accepts: isTypePattern,
        placeholder: t("typePlaceholder"),
      },
      scope.applicationId === null || scope.endpointId
        ? null
        : {
            id: "endpoint",
            label: t("endpoint"),
            options: (endpoints ?? []).map(({ id, name, url }) => ({
              value: id,
              label: name || hostOf(url),
              hint: name ? url : undefined,
            })),
          },
      {
        id: "code",
        label: t("code"),
        options: [
          { value: "2xx", label: "2xx", hint: t("accepted") },
          { value: "3xx", label: "3xx", hint: t("redirected") },
          { value: "4xx", label: "4xx", hint: t("refused") },
          { value: "5xx", label: "5xx", hint: t("serverFailed") },
        ],
        accepts: isCode,
        placeholder: t("codePlaceholder"),
      },
      {
        id: "cause",
        label: t("cause"),
        options: CAUSES.filter((value) => value !== "delivered")
          .map((value) => ({ value, label: labelOf(value) }))
          .sort((a, b) => a.label.localeCompare(b.label, locale)),
      },
      { id: "trigger", label: t("trigger"), options: TRIGGERS.map((value) => ({ value, label: t(value) })) },
    ];
    return fields.filter((field) => field !== null);
  }, [scope.applicationId, scope.endpointId, types, endpoints, application, wordOf, labelOf, locale, t]);
}

/** Names, and before them the groups that at least two of them share. */
function typeOptions(types: { name: string; description: string }[]): FilterOption[] {
  const groups = new Map<string, number>();
  for (const { name } of types) {
    const dot = name.indexOf(".");
    if (dot > 0) groups.set(name.slice(0, dot), (groups.get(name.slice(0, dot)) ?? 0) + 1);
  }
  return [
    ...[...groups].filter(([, count]) => count > 1).map(([group]) => ({ value: `${group}.*`, label: `${group}.*` })),
    ...types.map(({ name, description }) => ({ value: name, label: name, hint: description || undefined })),
  ];
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
