"use client";

import dynamic from "next/dynamic";
import { Field } from "@/components/ui/field.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

// It brings a parser of Markdown, for which the form does not wait.
const Description = dynamic(async () => (await import("@/components/event-types/description.tsx")).Description, {
  loading: () => null,
});

type DescriptionFieldProps = { value: string; error?: string | undefined; onChange: (value: string) => void };

/** What happened when it is sent, with what customers will see of it. */
export function DescriptionField({ value, error, onChange }: DescriptionFieldProps) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Field
        label="Description"
        error={error}
        hint="What happened, in a sentence. **bold**, *italics*, `code`, lists and [links](https://…) may be used."
      >
        <Textarea rows={3} maxLength={4096} value={value} onChange={({ target }) => onChange(target.value)} />
      </Field>
      {value.trim() === "" ? null : (
        <section aria-label="Preview of the description" className="border-line border-s-2 ps-3">
          <Description text={value} />
        </section>
      )}
    </div>
  );
}
