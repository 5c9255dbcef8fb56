"use client";

import { numberMistake, numberOf, textOf } from "@/components/delivery-options/number-text.ts";
import { rateWords } from "@/components/delivery-options/option-words.ts";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import { mistakesIn, useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const COUNT = { min: 1, max: 65_535 };
const WINDOW = { min: 1, max: 3600 };

export function RateSection({ endpoint }: { endpoint: EndpointOut }) {
  const { throttleWindowSeconds } = endpoint.deliveryOptions;
  const section = useOptionSection({
    endpoint,
    stored: { count: textOf(endpoint.throttleRate), window: textOf(throttleWindowSeconds ?? 1) },
    fields: ["throttleRate", "throttleWindowSeconds"],
    mistakes: ({ count, window }) =>
      mistakesIn({
        throttleRate: numberMistake(count, COUNT, "may be empty"),
        throttleWindowSeconds: numberMistake(window, WINDOW, "is needed"),
      }),
    changeOf: ({ count, window }) => ({
      throttleRate: numberOf(count),
      deliveryOptions: { throttleWindowSeconds: numberOf(window) === 1 ? null : numberOf(window) },
    }),
  });
  const { count, window } = section.value;
  const isReadable = !numberMistake(count, COUNT, "is needed") && !numberMistake(window, WINDOW, "is needed");
  const sentence = isReadable
    ? `${rateWords(Number(count), Number(window))}; others wait their turn. Nothing is lost.`
    : "No limit: messages are sent as they come.";
  return (
    <SectionForm id="rate-limit" title="Rate limit" called="the rate limit" {...section}>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <Field label="Rate limit" optional error={section.errors.throttleRate}>
          <UnitInput
            unit="messages"
            placeholder="No limit"
            value={count}
            onChange={(value) => section.change({ count: value })}
          />
        </Field>
        <Field label="Within" error={section.errors.throttleWindowSeconds}>
          <UnitInput
            unit={window.trim() === "1" ? "second" : "seconds"}
            value={window}
            onChange={(value) => section.change({ window: value })}
          />
        </Field>
      </div>
      <p className="text-dense text-ink-2">{sentence.charAt(0).toUpperCase() + sentence.slice(1)}</p>
    </SectionForm>
  );
}
