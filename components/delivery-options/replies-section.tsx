"use client";

import { useTranslations } from "use-intl";
import { replyWords } from "@/components/delivery-options/option-words.ts";
import { codesMistake, codesOf } from "@/components/delivery-options/status-codes.ts";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { mistakesIn, useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { useOptionWords } from "@/components/delivery-options/use-option-words.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

export function RepliesSection({ endpoint }: OptionSectionProps) {
  const t = useTranslations("delivery-options.replies");
  const words = useOptionWords();
  const { retryStatusCodes, finalStatusCodes } = endpoint.deliveryOptions;
  const section = useOptionSection({
    endpoint,
    stored: { retry: retryStatusCodes?.join(" ") ?? "", final: finalStatusCodes?.join(" ") ?? "" },
    fields: ["retryStatusCodes", "finalStatusCodes"],
    mistakes: ({ retry, final }) => {
      const both = codesOf(retry)?.find((code) => codesOf(final)?.includes(code));
      return mistakesIn({
        retryStatusCodes: codesMistake(retry, t),
        finalStatusCodes: codesMistake(final, t) ?? (both ? t("both", { code: both }) : null),
      });
    },
    changeOf: ({ retry, final }) => ({
      deliveryOptions: { retryStatusCodes: codesOf(retry), finalStatusCodes: codesOf(final) },
    }),
  });
  const { retry, final } = section.value;
  const isReadable = !codesMistake(retry, t) && !codesMistake(final, t);
  return (
    <SectionForm id="replies" title={t("title")} called={t("called")} description={t("description")} {...section}>
      <Field label={t("retry")} optional error={section.errors.retryStatusCodes} hint={t("retryHint")}>
        <Input
          machine
          autoComplete="off"
          placeholder={t("retryNone")}
          value={retry}
          onChange={(event) => section.change({ retry: event.target.value })}
        />
      </Field>
      <Field label={t("final")} optional error={section.errors.finalStatusCodes} hint={t("finalHint")}>
        <Input
          machine
          autoComplete="off"
          placeholder={t("finalNone")}
          value={final}
          onChange={(event) => section.change({ final: event.target.value })}
        />
      </Field>
      {isReadable ? <p className="text-dense text-ink-2">{replyWords(codesOf(retry), codesOf(final), words)}</p> : null}
    </SectionForm>
  );
}
