"use client";

import { useTranslations } from "use-intl";
import { numberMistake, numberOf, textOf } from "@/components/delivery-options/number-text.ts";
import { rateSays } from "@/components/delivery-options/option-words.ts";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import { mistakesIn, useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

const COUNT = { min: 1, max: 65_535 };
const WINDOW = { min: 1, max: 3600 };

export function RateSection({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("delivery-options.rate");
  const words = useTranslations("delivery-options.number");
  const { span } = useFormat();
  const { throttleWindowSeconds } = endpoint.deliveryOptions;
  const section = useOptionSection({
    endpoint,
    stored: { count: textOf(endpoint.throttleRate), window: textOf(throttleWindowSeconds ?? 1) },
    fields: ["throttleRate", "throttleWindowSeconds"],
    mistakes: ({ count, window }) =>
      mistakesIn({
        throttleRate: numberMistake(count, COUNT, "may be empty", words),
        throttleWindowSeconds: numberMistake(window, WINDOW, "is needed", words),
      }),
    changeOf: ({ count, window }) => ({
      throttleRate: numberOf(count),
      deliveryOptions: { throttleWindowSeconds: numberOf(window) === 1 ? null : numberOf(window) },
    }),
  });
  const { count, window } = section.value;
  const isReadable =
    !numberMistake(count, COUNT, "is needed", words) && !numberMistake(window, WINDOW, "is needed", words);
  const sentence = isReadable ? rateSays(Number(count), Number(window), { t, span }) : t("noneSays");
  return (
    <SectionForm id="rate-limit" title={t("title")} called={t("called")} {...section}>
      <div className="flex flex-wrap items-start gap-x-6 gap-y-4">
        <Field label={t("title")} optional error={section.errors.throttleRate}>
          <UnitInput
            unit={t("messages")}
            placeholder={t("none")}
            value={count}
            onChange={(value) => section.change({ count: value })}
          />
        </Field>
        <Field label={t("within")} error={section.errors.throttleWindowSeconds}>
          <UnitInput
            unit={t("seconds", { count: Number(window) || 0 })}
            value={window}
            onChange={(value) => section.change({ window: value })}
          />
        </Field>
      </div>
      <p className="text-dense text-ink-2">{sentence}</p>
    </SectionForm>
  );
}
