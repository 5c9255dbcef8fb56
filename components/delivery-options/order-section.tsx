"use client";

import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";

export function OrderSection({ endpoint }: OptionSectionProps) {
  const section = useOptionSection({
    endpoint,
    stored: {
      fifo: endpoint.deliveryOptions.fifo ?? false,
      sequence: endpoint.deliveryOptions.sequence ?? false,
    },
    fields: ["fifo", "sequence"],
    changeOf: ({ fifo, sequence }) => ({ deliveryOptions: { fifo: fifo || null, sequence: sequence || null } }),
  });
  return (
    <SectionForm
      id="order"
      title="Order"
      called="the order"
      description="A delivery that is being retried lets others overtake it. Most receivers need not care; these are for those that do."
      {...section}
    >
      <Checkbox
        label="Strict order"
        description="Each delivery waits until the one before it has succeeded or given up, so one that fails holds up all that follow."
        checked={section.value.fifo}
        onChange={(event) => section.change({ fifo: event.target.checked })}
      />
      <Checkbox
        label="Number the messages"
        description="The header webhook-sequence counts all messages that were sent to you: a gap is a message for another endpoint, or one that is still to come."
        checked={section.value.sequence}
        onChange={(event) => section.change({ sequence: event.target.checked })}
      />
    </SectionForm>
  );
}
