"use client";

import {
  CAPABILITY_WORDS,
  choicesFor,
  LANGUAGES,
  LIFETIMES,
  PAGES,
  type Preset,
  presetsFor,
  THEMES,
} from "@/components/applications/portal-link.ts";
import { useForbidden, useStaff } from "@/components/console/staff.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

type PortalLinkFieldsProps = {
  preset: Preset;
  onPreset: (preset: Preset) => void;
  /** What is wrong with which field. */
  mistakes: Partial<Record<"sessionId" | "next" | "embedOrigins", string>>;
};

/** What a portal link may do, how long it lives, where it opens and how it looks. */
export function PortalLinkFields({ preset, onPreset, mistakes }: PortalLinkFieldsProps) {
  const { role } = useStaff();
  const limited = useForbidden("engineer");
  return (
    <>
      <div>
        <RadioGroup
          legend="The customer may"
          name="preset"
          value={preset}
          onChange={(value) => onPreset(value as Preset)}
          options={presetsFor(role)}
        />
        {limited ? (
          <p className="mt-2 text-meta text-ink-3">
            Links that show secrets or let somebody write transformations: {lowerFirst(limited)}
          </p>
        ) : null}
      </div>
      {preset === "custom" ? (
        <fieldset className="ms-6 grid gap-1.5">
          <legend className="sr-only">Chosen capabilities</legend>
          {choicesFor(role).map((value) => (
            <Checkbox key={value} name="capability" value={value} defaultChecked {...CAPABILITY_WORDS[value]} />
          ))}
        </fieldset>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Link and session live">
          <Select name="expiry" options={LIFETIMES} defaultValue="604800" />
        </Field>
        <Field label="Opens" error={mistakes.next ?? null}>
          <Select name="next" options={PAGES} />
        </Field>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Theme">
          <Select name="theme" options={THEMES} />
        </Field>
        <Field label="Language">
          <Select name="locale" options={LANGUAGES} />
        </Field>
      </div>
      <Field
        label="Sites that may show it in a frame"
        optional
        hint="Such as https://app.example.com, one in each line. Empty: those of POSTHORN_EMBED_ORIGINS."
        error={mistakes.embedOrigins ?? null}
      >
        <Textarea name="embedOrigins" rows={2} machine />
      </Field>
      <Field
        label="Label"
        optional
        hint="Sessions of one label can be ended together."
        error={mistakes.sessionId ?? null}
      >
        <Input name="label" maxLength={64} autoComplete="off" />
      </Field>
    </>
  );
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
