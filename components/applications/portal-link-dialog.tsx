"use client";

import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import {
  CAPABILITY_WORDS,
  capabilitiesOf,
  createPortalLink,
  LANGUAGES,
  LIFETIMES,
  linkCommand,
  PAGES,
  PRESETS,
  type Preset,
  THEMES,
} from "@/components/applications/portal-link.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { Button } from "@/components/ui/button.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import type { AppPortalAccessIn } from "@/lib/contract/authentication.ts";
import type { Capability } from "@/lib/contract/operation.ts";

type PortalLinkDialogProps = {
  application: { id: string; name: string };
  publicUrl: string;
  onClose: () => void;
};

const CHOICES = Object.entries(CAPABILITY_WORDS) as [
  keyof typeof CAPABILITY_WORDS,
  { label: string; description: string },
][];

/** Makes a portal link; its address is shown once, beside the request that makes another one. */
export function PortalLinkDialog({ application, publicUrl, onClose }: PortalLinkDialogProps) {
  const formId = useId();
  const [preset, setPreset] = useState<Preset>("full");
  const make = useMutation({ mutationFn: (body: AppPortalAccessIn) => createPortalLink(application.id, body) });
  const { fields, form } = formErrors(make.error, {
    sessionId: "The label",
    next: "The page",
    embedOrigins: "Each",
  });

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => String(given.get(name) ?? "").trim();
    const capabilities = capabilitiesOf(preset, given.getAll("capability") as Capability[]);
    make.mutate({
      ...(capabilities ? { capabilities } : {}),
      expiry: Number(text("expiry")),
      ...(text("next") ? { next: text("next") } : {}),
      ...(text("label") ? { sessionId: text("label") } : {}),
      ...(text("theme") ? { theme: text("theme") as AppPortalAccessIn["theme"] } : {}),
      ...(text("locale") ? { locale: text("locale") as AppPortalAccessIn["locale"] } : {}),
      ...(text("embedOrigins") ? { embedOrigins: text("embedOrigins").split(/[\s,]+/) } : {}),
    });
  }

  if (make.data) {
    return (
      <LinkMade
        application={application}
        url={make.data.url}
        command={linkCommand(publicUrl, application.id, make.variables)}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Portal link for ${application.name}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={make.isPending}>
            Create link
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={onSubmit} className="grid gap-4 text-ink">
        {form ? <ErrorPanel title="The link was not made.">{form}</ErrorPanel> : null}
        <RadioGroup
          legend="The customer may"
          name="preset"
          value={preset}
          onChange={(value) => setPreset(value as Preset)}
          options={PRESETS}
        />
        {preset === "custom" ? (
          <fieldset className="ms-6 grid gap-1.5">
            <legend className="sr-only">Chosen capabilities</legend>
            {CHOICES.map(([value, { label, description }]) => (
              <Checkbox
                key={value}
                name="capability"
                value={value}
                label={label}
                description={description}
                defaultChecked
              />
            ))}
          </fieldset>
        ) : null}
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Link and session live">
            <Select name="expiry" options={LIFETIMES} defaultValue="604800" />
          </Field>
          <Field label="Opens" error={fields.next}>
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
          error={fields.embedOrigins}
        >
          <Textarea name="embedOrigins" rows={2} machine />
        </Field>
        <Field label="Label" optional hint="Sessions of one label can be ended together." error={fields.sessionId}>
          <Input name="label" maxLength={64} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}

type LinkMadeProps = { application: { name: string }; url: string; command: string; onClose: () => void };

function LinkMade({ application, url, command, onClose }: LinkMadeProps) {
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={`Portal link for ${application.name}`}
      actions={
        <Button variant="primary" onClick={onClose} data-autofocus>
          Done
        </Button>
      }
    >
      <p className="text-body">
        It opens the portal once. It is shown here and nowhere else: copy it before you close this.
      </p>
      <CodeBlock code={url} label="portal link" wrap className="mt-3" />
      <h3 className="mt-5 mb-1 text-dense font-firm text-ink">The same from your backend</h3>
      <CodeBlock code={command} label="command that makes a portal link" />
    </Dialog>
  );
}
