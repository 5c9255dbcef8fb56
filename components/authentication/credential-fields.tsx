"use client";

import { useTranslations } from "use-intl";
import type { AuthenticationDraft, AuthenticationField } from "@/components/authentication/authentication-draft.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";

export type AuthenticationFieldsProps = {
  draft: AuthenticationDraft;
  onChange: (part: Partial<AuthenticationDraft>) => void;
  errorOf: (field: AuthenticationField) => string | undefined;
};

/** What the chosen credentials are made of. */
export function CredentialFields(props: AuthenticationFieldsProps) {
  switch (props.draft.kind) {
    case "none":
      return null;
    case "basic":
      return (
        <Two>
          <Text {...props} name="username" />
          <Text {...props} name="password" secret />
        </Two>
      );
    case "bearer":
      return <Text {...props} name="token" hint="tokenHint" secret />;
    case "apiKey":
      return (
        <Two>
          <Text {...props} name="header" placeholder="X-Api-Key" />
          <Text {...props} name="value" secret />
        </Two>
      );
    case "oauth2":
      return <Oauth2Fields {...props} />;
  }
}

function Oauth2Fields(props: AuthenticationFieldsProps) {
  const t = useTranslations("authentication.field");
  const { draft, onChange, errorOf } = props;
  return (
    <>
      <Text {...props} name="tokenUrl" placeholder="https://id.example.com/oauth/token" />
      <Two>
        <Text {...props} name="clientId" />
        <Text {...props} name="clientSecret" secret />
        <Text {...props} name="scope" hint="scopeHint" optional />
        <Text {...props} name="audience" optional />
      </Two>
      <Field label={t("authMethod")}>
        <Select
          className="max-w-72"
          options={[
            { value: "basic", label: t("methodBasic") },
            { value: "post", label: t("methodPost") },
          ]}
          value={draft.authMethod}
          onChange={(event) => onChange({ authMethod: event.target.value as AuthenticationDraft["authMethod"] })}
        />
      </Field>
      <Field label={t("params")} optional hint={t("paramsHint")} error={errorOf("params")}>
        <Textarea
          machine
          rows={2}
          autoComplete="off"
          value={draft.params}
          onChange={(event) => onChange({ params: event.target.value })}
        />
      </Field>
    </>
  );
}

const Two = ({ children }: { children: React.ReactNode }) => (
  <div className="grid grid-cols-1 items-start gap-4 sm:grid-cols-2">{children}</div>
);

type TextProps = AuthenticationFieldsProps & {
  name: Exclude<AuthenticationField, "params" | "certificate" | "privateKey" | "ca">;
  hint?: "tokenHint" | "scopeHint";
  placeholder?: string;
  secret?: boolean;
  optional?: boolean;
};

function Text({ draft, onChange, errorOf, name, hint, placeholder, secret, optional }: TextProps) {
  const t = useTranslations("authentication.field");
  return (
    <Field label={t(name)} optional={optional} hint={hint ? t(hint) : undefined} error={errorOf(name)}>
      <Input
        machine
        // Browsers offer to keep what stands in a field of passwords, and fill in that of somebody else.
        autoComplete={secret ? "new-password" : "off"}
        type={secret ? "password" : "text"}
        placeholder={placeholder}
        value={draft[name]}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  );
}
