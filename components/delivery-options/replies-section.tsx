"use client";

import { replyWords } from "@/components/delivery-options/option-words.ts";
import { codesMistake, codesOf } from "@/components/delivery-options/status-codes.ts";
import type { OptionSectionProps } from "@/components/delivery-options/use-option-section.ts";
import { mistakesIn, useOptionSection } from "@/components/delivery-options/use-option-section.ts";
import { SectionForm } from "@/components/endpoints/settings-section.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";

export function RepliesSection({ endpoint }: OptionSectionProps) {
  const { retryStatusCodes, finalStatusCodes } = endpoint.deliveryOptions;
  const section = useOptionSection({
    endpoint,
    stored: { retry: retryStatusCodes?.join(" ") ?? "", final: finalStatusCodes?.join(" ") ?? "" },
    fields: ["retryStatusCodes", "finalStatusCodes"],
    mistakes: ({ retry, final }) => {
      const both = codesOf(retry)?.find((code) => codesOf(final)?.includes(code));
      return mistakesIn({
        retryStatusCodes: codesMistake(retry),
        finalStatusCodes: codesMistake(final) ?? (both ? `${both} is in the other list too.` : null),
      });
    },
    changeOf: ({ retry, final }) => ({
      deliveryOptions: { retryStatusCodes: codesOf(retry), finalStatusCodes: codesOf(final) },
    }),
  });
  const { retry, final } = section.value;
  const isReadable = !codesMistake(retry) && !codesMistake(final);
  return (
    <SectionForm
      id="replies"
      title="Replies"
      called="the replies"
      description="What a reply of your server means. A 2xx is a success, and no reply at all is always tried again."
      {...section}
    >
      <Field
        label="Only these are tried again"
        optional
        error={section.errors.retryStatusCodes}
        hint="Status codes or classes: 429 503 5xx."
      >
        <Input
          machine
          autoComplete="off"
          placeholder="Every reply that is not 2xx"
          value={retry}
          onChange={(event) => section.change({ retry: event.target.value })}
        />
      </Field>
      <Field
        label="These end a delivery at once"
        optional
        error={section.errors.finalStatusCodes}
        hint="An exact code counts before a class."
      >
        <Input
          machine
          autoComplete="off"
          placeholder="None"
          value={final}
          onChange={(event) => section.change({ final: event.target.value })}
        />
      </Field>
      {isReadable ? <p className="text-dense text-ink-2">{replyWords(codesOf(retry), codesOf(final))}</p> : null}
    </SectionForm>
  );
}
