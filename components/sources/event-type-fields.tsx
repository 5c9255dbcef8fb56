"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { SourceEventType } from "@/lib/contract/source.ts";

const PLACES = [
  { value: "usual", label: "As usual for the provider" },
  { value: "header", label: "A header" },
  { value: "body", label: "A field of the body" },
  { value: "fixed", label: "Always the same" },
];
type Place = "usual" | SourceEventType["from"];

const VALUE: Record<Exclude<Place, "usual">, { label: string; example: string }> = {
  header: { label: "Header", example: "X-Event" },
  body: { label: "Field", example: "event.type" },
  fixed: { label: "Event type", example: "provider.event" },
};

/** Where the event type of messages comes from. `readEventType` reads what was entered. */
export function EventTypeFields({ rule, error }: { rule: SourceEventType | null; error?: string }) {
  const [place, setPlace] = useState<Place>(rule?.from ?? "usual");
  const value = rule?.from === "fixed" ? rule.value : rule?.from === "header" ? rule.name : rule?.path;
  return (
    <>
      <Field label="Event type of messages" error={place === "usual" ? error : undefined}>
        <Select
          name="from"
          options={PLACES}
          value={place}
          onChange={(event) => setPlace(event.target.value as Place)}
          className="max-w-64"
        />
      </Field>
      {place === "usual" ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={VALUE[place].label} hint={`Such as ${VALUE[place].example}.`} error={error}>
            <Input key={place} name="value" machine defaultValue={rule?.from === place ? value : ""} maxLength={256} />
          </Field>
          {place === "fixed" ? null : (
            <Field label="Prefix" optional hint="Put before it: “acme.” makes “acme.paid” of “paid”.">
              <Input
                name="prefix"
                machine
                defaultValue={rule && rule.from !== "fixed" ? (rule.prefix ?? "") : ""}
                maxLength={64}
              />
            </Field>
          )}
        </div>
      )}
    </>
  );
}

/** The rule that a form holds; null is as usual for the kind. */
export function readEventType(text: (field: string) => string): SourceEventType | null {
  const value = text("value");
  const prefix = text("prefix") || null;
  switch (text("from")) {
    case "fixed":
      return { from: "fixed", value };
    case "header":
      return { from: "header", name: value, prefix };
    case "body":
      return { from: "body", path: value, prefix };
    default:
      return null;
  }
}
