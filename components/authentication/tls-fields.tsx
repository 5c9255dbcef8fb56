"use client";

import { useTranslations } from "use-intl";
import type { AuthenticationFieldsProps } from "@/components/authentication/credential-fields.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

/** Certificates go with any credentials: the client's own, and those that are trusted. */
export function TlsFields(props: AuthenticationFieldsProps) {
  const t = useTranslations("authentication.tls");
  const { draft, onChange } = props;
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-3">
      <legend className="mb-1.5 text-dense font-firm">{t("legend")}</legend>
      <Checkbox
        label={t("mtls")}
        description={t("mtlsHint")}
        checked={draft.mtls}
        onChange={(event) => onChange({ mtls: event.target.checked })}
      />
      {draft.mtls ? (
        <>
          <PemField {...props} name="certificate" label={t("certificate")} hint={t("certificateHint")} />
          <PemField {...props} name="privateKey" label={t("privateKey")} hint={t("privateKeyHint")} />
        </>
      ) : null}
      <Checkbox
        label={t("ca")}
        description={t("caHint")}
        checked={draft.ownAuthorities}
        onChange={(event) => onChange({ ownAuthorities: event.target.checked })}
      />
      {draft.ownAuthorities ? <PemField {...props} name="ca" label={t("caField")} /> : null}
    </fieldset>
  );
}

type PemFieldProps = AuthenticationFieldsProps & {
  name: "certificate" | "privateKey" | "ca";
  label: string;
  hint?: string;
};

function PemField({ draft, onChange, errorOf, name, label, hint }: PemFieldProps) {
  return (
    <Field label={label} hint={hint} error={errorOf(name)}>
      <Textarea
        machine
        rows={5}
        autoComplete="off"
        placeholder={name === "privateKey" ? "-----BEGIN PRIVATE KEY-----" : "-----BEGIN CERTIFICATE-----"}
        value={draft[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  );
}
