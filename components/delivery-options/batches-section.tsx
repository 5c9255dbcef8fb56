"use client";

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

type Draft = { on: boolean; events: string; wait: string };

function mistakesOf({ on, events, wait }: Draft) {
  if (!on) return {};
  return { events: numberMistake(events, EVENTS, "is needed"), wait: numberMistake(wait, WAIT, "is needed") };
}

export function BatchesSection({ endpoint }: OptionSectionProps) {
  const { batch } = endpoint.deliveryOptions;
  const section = useOptionSection<Draft>({
    endpoint,
    stored: { on: batch !== null, events: String(batch?.maxEvents ?? 100), wait: String(batch?.maxWaitSeconds ?? 5) },
    fields: ["batch"],
    mistakes: (draft) => {
      const { events, wait } = mistakesOf(draft);
      return (events ?? wait) ? { batch: "The batch cannot be read." } : {};
    },
    changeOf: ({ on, events, wait }) => ({
      deliveryOptions: { batch: on ? { maxEvents: Number(events), maxWaitSeconds: Number(wait) } : null },
    }),
  });
  const { on, events, wait } = section.value;
  const refused = section.errors.batch ? mistakesOf(section.value) : {};
  return (
    <SectionForm
      id="batches"
      title="Batches"
      called="the batches"
      description="For much traffic: fewer, larger requests. Your server must expect them."
      {...section}
    >
      <Checkbox
        label="Send several events in one request"
        description="Its body is then a list, and one reply counts for all events in it."
        checked={on}
        onChange={(event) => section.change({ on: event.target.checked })}
      />
      {on ? (
        <p className="text-dense text-ink-2">
          Your server gets <Code>{'{"type":"batch","events":[{"id":…,"type":…,"timestamp":…,"data":…}, …]}'}</Code>
        </p>
      ) : null}
      {on ? (
        <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
          <Field label="In one request, at most" error={refused.events ?? null}>
            <UnitInput unit="events" value={events} onChange={(value) => section.change({ events: value })} />
          </Field>
          <Field
            label="An event waits for others"
            error={refused.wait ?? null}
            hint="0 sends together only what waits anyway."
          >
            <UnitInput unit="seconds" value={wait} onChange={(value) => section.change({ wait: value })} />
          </Field>
        </div>
      ) : null}
    </SectionForm>
  );
}
