"use client";

import { DENSITY_WORDS, type Draft, FONT_WORDS, isHex } from "@/components/branding/draft.ts";
import { PictureField } from "@/components/branding/picture-field.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { BrandFont, Density } from "@/lib/contract/branding.ts";

type BrandingControlsProps = {
  draft: Draft;
  errors: Partial<Record<keyof Draft, string>>;
  /** Why this person may not change it. */
  unavailable: string | undefined;
  onChange: (changes: Partial<Draft>) => void;
};

export function BrandingControls({ draft, errors, unavailable, onChange }: BrandingControlsProps) {
  const text = (name: "displayName" | "backUrl" | "backName" | "helpUrl" | "supportEmail") => ({
    value: draft[name] ?? "",
    readOnly: unavailable !== undefined,
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  });
  return (
    <div className="grid gap-5">
      <Field label="Name" optional hint="In titles, and in place of a logo." error={errors.displayName}>
        <Input {...text("displayName")} maxLength={80} autoComplete="off" />
      </Field>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <PictureField
          label="Logo on light pages"
          hint="PNG or SVG, at most 200 kB, about twice as wide as high."
          ground="light"
          value={draft.logoLight}
          unavailable={unavailable}
          onChange={(logoLight) => onChange({ logoLight })}
        />
        <PictureField
          label="Logo on dark pages"
          hint="Without one, the other stands there too."
          ground="dark"
          value={draft.logoDark}
          unavailable={unavailable}
          onChange={(logoDark) => onChange({ logoDark })}
        />
      </div>
      <ColorField draft={draft} error={errors.color} unavailable={unavailable} onChange={onChange} />
      <RadiusField draft={draft} unavailable={unavailable} onChange={onChange} />
      <Field label="Typeface" error={errors.font}>
        <Select
          options={FONT_WORDS}
          value={draft.font ?? ""}
          disabled={unavailable !== undefined}
          onChange={(event) => onChange({ font: (event.target.value || null) as BrandFont | null })}
        />
      </Field>
      <RadioGroup
        legend="Density"
        name="density"
        options={DENSITY_WORDS}
        value={draft.density ?? ""}
        onChange={(value) => unavailable === undefined && onChange({ density: (value || null) as Density | null })}
      />
      <PictureField
        label="Favicon"
        hint="In the browser's tab: a square PNG or SVG."
        ground="light"
        value={draft.favicon}
        unavailable={unavailable}
        onChange={(favicon) => onChange({ favicon })}
      />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field
          label="Page to go back to"
          optional
          hint="Opens portals; who has no session is sent there, with the page they wanted as next."
          error={errors.backUrl}
        >
          <Input {...text("backUrl")} machine type="url" placeholder="https://app.example.com/webhooks" />
        </Field>
        <Field label="What it is called" optional error={errors.backName}>
          <Input {...text("backName")} maxLength={80} placeholder="Acme settings" />
        </Field>
        <Field label="Help page" optional error={errors.helpUrl}>
          <Input {...text("helpUrl")} machine type="url" placeholder="https://docs.example.com/webhooks" />
        </Field>
        <Field label="Support e-mail" optional error={errors.supportEmail}>
          <Input {...text("supportEmail")} type="email" autoComplete="off" />
        </Field>
      </div>
    </div>
  );
}

type PartProps = Pick<BrandingControlsProps, "draft" | "unavailable" | "onChange"> & { error?: string | undefined };

function ColorField({ draft, error, unavailable, onChange }: PartProps) {
  return (
    <Field label="Brand colour" optional hint="All others are derived from it; see below." error={error ?? null}>
      <div className="flex items-center gap-2">
        <input
          type="color"
          aria-label="Pick the brand colour"
          value={isHex(draft.color) ? draft.color : "#006678"}
          disabled={unavailable !== undefined}
          onChange={(event) => onChange({ color: event.target.value })}
          className="h-8 w-12 shrink-0 rounded-control border border-line-strong bg-surface p-0.5 coarse:h-11"
        />
        <Input
          machine
          value={draft.color ?? ""}
          readOnly={unavailable !== undefined}
          placeholder="#006678"
          maxLength={7}
          onChange={(event) => onChange({ color: event.target.value })}
        />
        {draft.color ? (
          <Button size="small" variant="quiet" unavailable={unavailable} onClick={() => onChange({ color: null })}>
            Clear
          </Button>
        ) : null}
      </div>
    </Field>
  );
}

function RadiusField({ draft, unavailable, onChange }: PartProps) {
  return (
    <Field label="Rounding" hint={draft.radius === null ? "As installed: 6 px." : `${draft.radius} px.`}>
      <input
        type="range"
        min={0}
        max={16}
        aria-label="Rounding of controls in pixels"
        value={draft.radius ?? 6}
        disabled={unavailable !== undefined}
        onChange={(event) => onChange({ radius: Number(event.target.value) })}
        className="h-6 w-full max-w-64 accent-(--accent)"
      />
    </Field>
  );
}
