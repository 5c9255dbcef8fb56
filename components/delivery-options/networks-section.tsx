"use client";

import { useTranslations } from "use-intl";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

function networksOf(text: string): string[] | null {
  const networks = [...new Set(text.split(/[\s,;]+/).filter(Boolean))];
  return networks.length > 0 ? networks : null;
}

export function NetworksSection({ endpoint }: OptionSectionProps) {
  const t = useTranslations("delivery-options.networks");
  const { networks, minTlsVersion } = endpoint.deliveryOptions;
  const section = useOptionSection({
    endpoint,
    stored: { networks: networks?.join("\n") ?? "", tls: minTlsVersion ?? "1.2" },
    fields: ["networks", "minTlsVersion"],
    changeOf: (value) => ({
      deliveryOptions: {
        networks: networksOf(value.networks),
        minTlsVersion: value.tls === "1.3" ? "1.3" : null,
      },
    }),
  });
  return (
    <SectionForm id="networks" title={t("title")} called={t("called")} description={t("description")} {...section}>
      <Field label={t("only")} optional error={section.errors.networks} hint={t("onlyHint")}>
        <Textarea
          machine
          rows={3}
          placeholder={t("every")}
          value={section.value.networks}
          onChange={(event) => section.change({ networks: event.target.value })}
        />
      </Field>
      <RadioGroup
        inline
        legend={t("tls")}
        name="min-tls"
        value={section.value.tls}
        onChange={(tls) => section.change({ tls: tls === "1.3" ? "1.3" : "1.2" })}
        options={[
          { value: "1.2", label: "1.2" },
          { value: "1.3", label: "1.3" },
        ]}
      />
    </SectionForm>
  );
}
