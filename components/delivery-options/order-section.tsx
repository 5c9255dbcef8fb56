"use client";

import { useTranslations } from "use-intl";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";

export function OrderSection({ endpoint }: OptionSectionProps) {
  const t = useTranslations("delivery-options.order");
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
    <SectionForm id="order" title={t("title")} called={t("called")} description={t("description")} {...section}>
      <Checkbox
        label={t("strict")}
        description={t("strictHint")}
        checked={section.value.fifo}
        onChange={(event) => section.change({ fifo: event.target.checked })}
      />
      <Checkbox
        label={t("number")}
        description={t("numberHint")}
        checked={section.value.sequence}
        onChange={(event) => section.change({ sequence: event.target.checked })}
      />
    </SectionForm>
  );
}
