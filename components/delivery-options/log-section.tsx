"use client";

import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";

export function LogSection({ endpoint }: OptionSectionProps) {
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
    <SectionForm
      id="log"
      title="Log"
      called="the log"
      description="What can be read afterwards. Less of it also means less to find a mistake by."
      {...section}
    >
      <Checkbox
        label="Show the bodies that were sent"
        checked={section.value.requests}
        onChange={(event) => section.change({ requests: event.target.checked })}
      />
      <Checkbox
        label="Keep what your server replies"
        description="Without it, only the status of a reply is kept."
        checked={section.value.replies}
        onChange={(event) => section.change({ replies: event.target.checked })}
      />
    </SectionForm>
  );
}
