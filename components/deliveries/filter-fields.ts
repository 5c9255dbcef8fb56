"use client";

import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLocale } from "use-intl";
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

const CODE: FilterField = {
  id: "code",
  label: "Code",
  options: [
    { value: "2xx", label: "2xx", hint: "Accepted" },
    { value: "3xx", label: "3xx", hint: "Redirected" },
    { value: "4xx", label: "4xx", hint: "Refused" },
    { value: "5xx", label: "5xx", hint: "Your server failed" },
  ],
  accepts: isCode,
  placeholder: "200, 4xx or 500-599",
};

const TRIGGER_WORDS = { scheduled: "By schedule", manual: "Replayed by a person", test: "Test" };
const TRIGGER: FilterField = {
  id: "trigger",
  label: "Trigger",
  options: TRIGGERS.map((value) => ({ value, label: TRIGGER_WORDS[value] })),
};

const typesQuery = (scope: DeliveryScope) =>
  queryOptions({
    queryKey: ["event-types", ...scopeKey(scope), "names"],
    queryFn: async ({ signal }) => {
      const { data } = await clientOf(scope)("GET /event-type", { query: { limit: MOST } }, signal);
      return data.map(({ name, description }) => ({ name, description }));
    },
    staleTime: FIVE_MINUTES,
  });

const applicationsQuery = (scope: DeliveryScope) =>
  queryOptions({
    queryKey: ["applications", scope.surface, "names"],
    queryFn: async ({ signal }) => (await clientOf(scope)("GET /app", { query: { limit: MOST } }, signal)).data,
    staleTime: FIVE_MINUTES,
  });

/** The fields of the filter with the values that exist. Names are read beside the rows, which do not wait for them. */
export function useFilterFields(scope: DeliveryScope): FilterField[] {
  const types = useQuery(typesQuery(scope)).data;
  const one = { applicationId: scope.applicationId ?? "", call: clientOf(scope) };
  const endpoints = useQuery({ ...endpointsQuery(one), enabled: scope.applicationId !== null }).data;
  const applications = useQuery({ ...applicationsQuery(scope), enabled: scope.applicationId === null }).data;

  const wordOf = useStateWord();

  const labelOf = useCauseLabel();
  const locale = useLocale();
  return useMemo(() => {
    const cause: FilterField = {
      id: "cause",
      label: "Cause",
      options: CAUSES.filter((value) => value !== "delivered")
        .map((value) => ({ value, label: labelOf(value) }))
        .sort((a, b) => a.label.localeCompare(b.label, locale)),
    };
    const status: FilterField = {
      id: "status",
      label: "Status",
      options: STATES.map((value) => ({ value, label: wordOf(value) })),
    };
    const type: FilterField = {
      id: "type",
      label: "Event type",
      options: typeOptions(types ?? []),
      accepts: isTypePattern,
      placeholder: "invoice.paid or invoice.*",
    };
    const endpoint: FilterField = {
      id: "endpoint",
      label: "Endpoint",
      options: (endpoints ?? []).map(({ id, name, url }) => ({
        value: id,
        label: name || hostOf(url),
        hint: name ? url : undefined,
      })),
    };
    const app: FilterField = {
      id: "app",
      label: "Application",
      options: (applications ?? []).map(({ id, name, uid }) => ({ value: id, label: name, hint: uid ?? undefined })),
    };
    return [
      status,
      ...(scope.applicationId === null ? [app] : []),
      type,
      ...(scope.applicationId === null || scope.endpointId ? [] : [endpoint]),
      CODE,
      cause,
      TRIGGER,
    ];
  }, [scope.applicationId, scope.endpointId, types, endpoints, applications, wordOf, labelOf, locale]);
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
