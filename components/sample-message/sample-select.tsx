"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { isSubscribed } from "@/components/endpoints/event-selection.ts";
import { eventTypesQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { recentMessagesQuery } from "@/components/sample-message/queries.ts";
import type { Sample } from "@/components/sample-message/sample.ts";
import { keyOf, sampleOf, TEST_TYPE } from "@/components/sample-message/sample.ts";
import { useClock } from "@/components/ui/clock.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Select } from "@/components/ui/select.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const EXAMPLES = 30;

type SampleSelectProps = {
  endpoint: Pick<EndpointOut, "eventTypes">;
  value: Sample | null;
  onChange: (sample: Sample) => void;
};

/** The last messages and the examples that something can be tried on. */
export function SampleSelect({ endpoint, value, onChange }: SampleSelectProps) {
  const t = useTranslations("sample-message");
  const access = useAccess();
  const format = useFormat();
  const { serverNowMs } = useClock();
  const recent = useQuery(recentMessagesQuery(access, endpoint.eventTypes));
  const types = useQuery(eventTypesQuery(access)).data ?? [];
  const names = types
    .map(({ name }) => name)
    .filter((name) => endpoint.eventTypes === null || isSubscribed(endpoint.eventTypes, name));
  const options = [
    ...(recent.data ?? []).map(({ id, eventType, timestamp }) => ({
      value: id,
      label: t("message", { eventType, time: format.moment(Date.parse(timestamp), serverNowMs) }),
    })),
    ...[TEST_TYPE, ...names.slice(0, EXAMPLES)].map((eventType) => ({
      value: keyOf({ eventType }),
      label: t("example", { eventType }),
    })),
  ];
  return (
    <Field label={t("label")} hint={recent.error ? t("error") : undefined}>
      <Select
        options={options}
        aria-busy={recent.isPending || undefined}
        value={value ? keyOf(value) : ""}
        onChange={(event) => onChange(sampleOf(event.target.value))}
      />
    </Field>
  );
}
