"use client";

import { useTranslations } from "use-intl";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";

export function LogSection({ endpoint }: OptionSectionProps) {
  const t = useTranslations("delivery-options.log");
  const section = useOptionSection({
    endpoint,
    stored: {
      requests: endpoint.deliveryOptions.logRequests ?? true,
      replies: endpoint.deliveryOptions.logResponses ?? true,
    },
    fields: ["logRequests", "logResponses"],
    changeOf: ({ requests, replies }) => ({
      deliveryOptions: { logRequests: requests ? null : false, logResponses: replies ? null : false },
    }),
  });
  return (
    <SectionForm id="log" title={t("title")} called={t("called")} description={t("description")} {...section}>
      <Checkbox
        label={t("requests")}
        checked={section.value.requests}
        onChange={(event) => section.change({ requests: event.target.checked })}
      />
      <Checkbox
        label={t("replies")}
        description={t("repliesHint")}
        checked={section.value.replies}
        onChange={(event) => section.change({ replies: event.target.checked })}
      />
    </SectionForm>
  );
}
