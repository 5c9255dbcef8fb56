"use client";

import { numberMistake, numberOf, textOf } from "@/components/delivery-options/number-text.ts";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { mistakesIn, useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";

export function TimeoutsSection({ endpoint, usual }: OptionSectionProps) {
  const { timeoutSeconds, connectTimeoutSeconds } = endpoint.deliveryOptions;
  const section = useOptionSection({
    endpoint,
    stored: { total: textOf(timeoutSeconds), connect: textOf(connectTimeoutSeconds) },
    fields: ["timeoutSeconds", "connectTimeoutSeconds"],
    mistakes: ({ total, connect }) => {
      const whole = numberOf(total) ?? usual.timeoutSeconds;
      const isLonger = (numberOf(connect) ?? 0) > whole;
      return mistakesIn({
        timeoutSeconds: numberMistake(total, { min: 1, max: 60 }, "may be empty"),
        connectTimeoutSeconds:
          numberMistake(connect, { min: 1, max: 30 }, "may be empty") ??
          (isLonger ? `Connecting is part of the whole, which may take ${whole} s.` : null),
      });
    },
    changeOf: ({ total, connect }) => ({
      deliveryOptions: { timeoutSeconds: numberOf(total), connectTimeoutSeconds: numberOf(connect) },
    }),
  });
  return (
    <SectionForm
      id="timeouts"
      title="Timeouts"
      called="the timeouts"
      description="How long we wait for your server. A try that takes longer counts as failed."
      {...section}
    >
      <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
        <Field
          label="Until the reply is here"
          error={section.errors.timeoutSeconds}
          hint={`Empty: ${formatQuantity(usual.timeoutSeconds, "second", "seconds")}.`}
        >
          <UnitInput
            unit="seconds"
            placeholder={String(usual.timeoutSeconds)}
            value={section.value.total}
            onChange={(total) => section.change({ total })}
          />
        </Field>
        <Field
          label="Of these, until connected"
          error={section.errors.connectTimeoutSeconds}
          hint={`Empty: ${formatQuantity(usual.connectTimeoutSeconds, "second", "seconds")}, TLS included.`}
        >
          <UnitInput
            unit="seconds"
            placeholder={String(usual.connectTimeoutSeconds)}
            value={section.value.connect}
            onChange={(connect) => section.change({ connect })}
          />
        </Field>
      </div>
    </SectionForm>
  );
}
