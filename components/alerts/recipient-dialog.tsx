"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { alertKeys } from "@/components/alerts/queries.ts";
import { type Mistakes, mistakesIn, mistakesOf } from "@/components/alerts/recipient-mistakes.ts";
import { useRecipientName } from "@/components/alerts/recipient-name.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { useClock } from "@/components/ui/clock.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { AlertKind, AlertRecipientOut, AlertSettingsOut, RecipientKind } from "@/lib/contract/alert.ts";
import { ALERT_KINDS, USUAL_ALERTS } from "@/lib/contract/alert-limits.ts";
import { DEFAULT_LOCALE, LOCALE_NAMES, LOCALES, type Locale } from "@/lib/contract/locale.ts";

type RecipientDialogProps = {
  settings: AlertSettingsOut;
  /** The one to change; null adds one. */
  recipient: AlertRecipientOut | null;
  onClose: () => void;
};

/** Adds a recipient, or changes what one gets. */
export function RecipientDialog({ settings, recipient, onClose }: RecipientDialogProps) {
  const t = useTranslations("alerts");
  const alertsId = useId();
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const nameOf = useRecipientName();
  const pageLocale = useLocale();
  const { zone } = useClock();
  const [kind, setKind] = useState<RecipientKind>(settings.emailAvailable ? "email" : "slack");
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const save = useMutation({
    mutationFn: (given: { target: string; alerts: AlertKind[]; locale: Locale; timeZone: string }) => {
      const { target, ...body } = given;
      const params = { app_id: applicationId };
      if (recipient) {
        const one = { ...params, recipient_id: recipient.id };
        return call("PATCH /app/{app_id}/alert-recipient/{recipient_id}", { params: one, body });
      }
      const where = kind === "email" ? { email: target } : { url: target };
      return call("POST /app/{app_id}/alert-recipient", { params, body: { ...body, kind, ...where } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: alertKeys.all(applicationId) });
      onClose();
    },
    onError: (error) => setMistakes(mistakesOf(t, error)),
  });

  function onSubmit({ text, given, form }: Submitted) {
    const draft = {
      target: text("target"),
      alerts: ALERT_KINDS.filter((one) => given.getAll("alerts").includes(one)),
      locale: LOCALES.find((one) => one === given.get("locale")) ?? DEFAULT_LOCALE,
      timeZone: text("zone"),
    };
    const wrong = mistakesIn(t, { ...draft, kind: recipient ? null : kind });
    setMistakes(wrong);
    if (Object.keys(wrong).length === 0) return save.mutate(draft);
    const [first] = Object.keys(wrong);
    form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  }

  const submit = recipient ? t("form.save") : kind === "email" ? t("form.addAndConfirm") : t("form.add");
  return (
    <FormDialog
      title={recipient ? t("form.changeTitle", { name: nameOf(recipient) }) : t("form.addTitle")}
      submit={submit}
      pending={save.isPending}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {save.error && Object.keys(mistakes).length === 0 ? (
        <MutationError error={save.error} title={recipient ? t("form.notSaved") : t("form.notAdded")} />
      ) : null}
      {recipient ? null : (
        <>
          <KindField emailAvailable={settings.emailAvailable} kind={kind} onKind={setKind} />
          <TargetField key={kind} kind={kind} error={mistakes.target} />
        </>
      )}
      <fieldset className="grid gap-1.5" aria-describedby={mistakes.alerts ? alertsId : undefined}>
        <legend className="mb-1.5 text-dense font-firm">{t("form.alerts")}</legend>
        {ALERT_KINDS.map((one) => (
          <Checkbox
            key={one}
            name="alerts"
            value={one}
            defaultChecked={(recipient?.alerts ?? USUAL_ALERTS).includes(one)}
            label={t(`kinds.${one}`)}
            description={
              one === "turning_off" && settings.offAfterHours === null
                ? t("hints.turning_off_never")
                : t(`hints.${one}`, { hours: settings.offAfterHours ?? 0 })
            }
          />
        ))}
        {mistakes.alerts ? (
          <p id={alertsId} className="text-dense text-fail-ink">
            {mistakes.alerts}
          </p>
        ) : null}
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("form.language")}>
          <Select
            name="locale"
            defaultValue={recipient?.locale ?? LOCALES.find((one) => one === pageLocale) ?? DEFAULT_LOCALE}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
        </Field>
        <Field label={t("form.zone")} hint={t("form.zoneHint")} error={mistakes.zone}>
          <Input name="zone" machine defaultValue={recipient?.timeZone ?? zone} autoComplete="off" />
        </Field>
      </div>
    </FormDialog>
  );
}

type KindFieldProps = { emailAvailable: boolean; kind: RecipientKind; onKind: (kind: RecipientKind) => void };

function KindField({ emailAvailable, kind, onKind }: KindFieldProps) {
  const t = useTranslations("alerts");
  const kinds: RecipientKind[] = emailAvailable ? ["email", "slack", "webhook"] : ["slack", "webhook"];
  return (
    <div>
      <RadioGroup
        legend={t("form.kind")}
        name="kind"
        inline
        value={kind}
        onChange={(value) => onKind(kinds.find((one) => one === value) ?? kind)}
        options={kinds.map((value) => ({ value, label: t(`form.${value}`) }))}
      />
      {emailAvailable ? null : <p className="mt-1.5 text-meta text-ink-3">{t("form.noEmail")}</p>}
    </div>
  );
}

function TargetField({ kind, error }: { kind: RecipientKind; error: string | undefined }) {
  const t = useTranslations("alerts");
  if (kind === "email") {
    return (
      <Field label={t("form.address")} hint={t("form.addressHint")} error={error}>
        <Input name="target" type="email" machine data-autofocus autoComplete="email" maxLength={254} />
      </Field>
    );
  }
  const isSlack = kind === "slack";
  return (
    <Field
      label={isSlack ? t("form.slackUrl") : t("form.webhookUrl")}
      hint={isSlack ? t("form.slackHint") : t("form.webhookHint")}
      error={error}
    >
      <Input name="target" type="url" machine autoComplete="off" maxLength={2048} placeholder="https://" />
    </Field>
  );
}
