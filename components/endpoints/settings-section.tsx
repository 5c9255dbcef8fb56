"use client";

import type { FormEvent, ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { useUnsaved } from "@/components/endpoints/unsaved-guard.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Form } from "@/components/ui/form.tsx";

type SettingsSectionProps = {
  /** Part of the address: `…/settings#url`. */
  id: string;
  title: string;
  description?: ReactNode;
  children: ReactNode;
};

/** A part of the settings: what it is about on the left where there is room, what can be set on the right. */
export function SettingsSection({ id, title, description, children }: SettingsSectionProps) {
  return (
    <section aria-labelledby={id} className="@container border-line border-t py-8 first:border-t-0">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-3 @min-[56rem]:grid-cols-[16rem_minmax(0,36rem)]">
        <div>
          <h2 id={id} className="scroll-mt-24 text-lead">
            {title}
          </h2>
          {description ? <div className="mt-1 max-w-measure text-meta text-ink-3">{description}</div> : null}
        </div>
        <div className="min-w-0">{children}</div>
      </div>
    </section>
  );
}

type SavedFormProps = {
  /** How the section is called in a sentence: "the URL". */
  called: string;
  dirty: boolean;
  pending: boolean;
  /** It was saved, and nothing has been changed since. */
  saved: boolean;
  errors: FieldErrors;
  onSave: () => void;
  onDiscard: () => void;
  children: ReactNode;
};

/** A section that is saved on its own. */
export function SectionForm(props: SettingsSectionProps & SavedFormProps) {
  const { id, title, description, ...form } = props;
  return (
    <SettingsSection id={id} title={title} description={description}>
      <SavedForm {...form} />
    </SettingsSection>
  );
}

/** What can be set, with the buttons that keep it or take it back. */
export function SavedForm(props: SavedFormProps) {
  const { called, dirty, pending, saved, errors, onSave, onDiscard, children } = props;
  const t = useTranslations("endpoints.settings");
  useUnsaved(called, dirty);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!pending) onSave();
  }

  return (
    <Form onSubmit={submit} className="grid grid-cols-1 gap-4">
      {children}
      {errors.form ? <ErrorPanel title={t("notSaved", { what: called })}>{errors.form}</ErrorPanel> : null}
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        <Button
          type="submit"
          aria-label={t("saveNamed", { what: called })}
          variant={dirty || pending ? "primary" : "secondary"}
          pending={pending}
        >
          {t("save")}
        </Button>
        {dirty && !pending ? (
          <Button variant="quiet" onClick={onDiscard}>
            {t("discard")}
          </Button>
        ) : null}
        <span role="status" className="text-dense text-ok-ink">
          {saved && !dirty && !pending ? t("saved") : ""}
        </span>
      </div>
    </Form>
  );
}
