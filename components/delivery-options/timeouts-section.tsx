"use client";

import { useTranslations } from "use-intl";
import { numberMistake, numberOf, textOf } from "@/components/delivery-options/number-text.ts";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { mistakesIn, useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";

export function TimeoutsSection({ endpoint, usual }: OptionSectionProps) {
  const t = useTranslations("delivery-options.timeouts");
  const words = useTranslations("delivery-options.number");
  const { timeoutSeconds, connectTimeoutSeconds } = endpoint.deliveryOptions;
  const section = useOptionSection({
    endpoint,
    stored: { total: textOf(timeoutSeconds), connect: textOf(connectTimeoutSeconds) },
    fields: ["timeoutSeconds", "connectTimeoutSeconds"],
    mistakes: ({ total, connect }) => {
      const whole = numberOf(total) ?? usual.timeoutSeconds;
      const isLonger = (numberOf(connect) ?? 0) > whole;
      return mistakesIn({
        timeoutSeconds: numberMistake(total, { min: 1, max: 60 }, "may be empty", words),
        connectTimeoutSeconds:
          numberMistake(connect, { min: 1, max: 30 }, "may be empty", words) ??
          (isLonger ? t("tooLong", { seconds: whole }) : null),
      });
    },
    changeOf: ({ total, connect }) => ({
      deliveryOptions: { timeoutSeconds: numberOf(total), connectTimeoutSeconds: numberOf(connect) },
    }),
  });
  return (
    <SectionForm id="timeouts" title={t("title")} called={t("called")} description={t("description")} {...section}>
      <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
        <Field
          label={t("total")}
          error={section.errors.timeoutSeconds}
          hint={t("totalHint", { seconds: usual.timeoutSeconds })}
        >
          <UnitInput
            unit={t("seconds")}
            placeholder={String(usual.timeoutSeconds)}
            value={section.value.total}
            onChange={(total) => section.change({ total })}
          />
        </Field>
        <Field
          label={t("connect")}
          error={section.errors.connectTimeoutSeconds}
          hint={t("connectHint", { seconds: usual.connectTimeoutSeconds })}
        >
          <UnitInput
            unit={t("seconds")}
            placeholder={String(usual.connectTimeoutSeconds)}
            value={section.value.connect}
            onChange={(connect) => section.change({ connect })}
          />
        </Field>
      </div>
    </SectionForm>
  );
}
