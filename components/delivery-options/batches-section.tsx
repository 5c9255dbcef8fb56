"use client";

import { useTranslations } from "use-intl";
import type { NumberWords } from "@/components/delivery-options/number-text.ts";
import { numberMistake } from "@/components/delivery-options/number-text.ts";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Code } from "@/components/ui/code.tsx";
import { Field } from "@/components/ui/field.tsx";

const EVENTS = { min: 2, max: 1000 };
const WAIT = { min: 0, max: 300 };
const SHAPE = '{"type":"batch","events":[{"id":…,"type":…,"timestamp":…,"data":…}, …]}';

type Draft = { on: boolean; events: string; wait: string };

function mistakesOf({ on, events, wait }: Draft, words: NumberWords) {
  if (!on) return {};
  return {
    events: numberMistake(events, EVENTS, "is needed", words),
    wait: numberMistake(wait, WAIT, "is needed", words),
  };
}

export function BatchesSection({ endpoint }: OptionSectionProps) {
  const t = useTranslations("delivery-options.batches");
  const words = useTranslations("delivery-options.number");
  const { batch } = endpoint.deliveryOptions;
  const section = useOptionSection<Draft>({
    endpoint,
    stored: { on: batch !== null, events: String(batch?.maxEvents ?? 100), wait: String(batch?.maxWaitSeconds ?? 5) },
    fields: ["batch"],
    mistakes: (draft) => {
      const { events, wait } = mistakesOf(draft, words);
      return (events ?? wait) ? { batch: t("unread") } : {};
    },
    changeOf: ({ on, events, wait }) => ({
      deliveryOptions: { batch: on ? { maxEvents: Number(events), maxWaitSeconds: Number(wait) } : null },
    }),
  });
  const { on, events, wait } = section.value;
  const refused = section.errors.batch ? mistakesOf(section.value, words) : {};
  return (
    <SectionForm id="batches" title={t("title")} called={t("called")} description={t("description")} {...section}>
      <Checkbox
        label={t("on")}
        description={t("onHint")}
        checked={on}
        onChange={(event) => section.change({ on: event.target.checked })}
      />
      {on ? <p className="text-dense text-ink-2">{t.rich("gets", { code: () => <Code>{SHAPE}</Code> })}</p> : null}
      {on ? (
        <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
          <Field label={t("events")} error={refused.events ?? null}>
            <UnitInput unit={t("eventsUnit")} value={events} onChange={(value) => section.change({ events: value })} />
          </Field>
          <Field label={t("wait")} error={refused.wait ?? null} hint={t("waitHint")}>
            <UnitInput unit={t("seconds")} value={wait} onChange={(value) => section.change({ wait: value })} />
          </Field>
        </div>
      ) : null}
    </SectionForm>
  );
}
