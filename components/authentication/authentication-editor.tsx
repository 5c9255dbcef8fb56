"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type {
  AuthenticationDraft,
  AuthenticationField,
  Kind,
} from "@/components/authentication/authentication-draft.ts";
import {
  authenticationOf,
  draftOf,
  fieldAt,
  KINDS,
  mistakesOf,
} from "@/components/authentication/authentication-draft.ts";
import { CredentialFields } from "@/components/authentication/credential-fields.tsx";
import { TlsFields } from "@/components/authentication/tls-fields.tsx";
import { useEndpointActions } from "@/components/endpoints/endpoint-actions.tsx";
import type { EndpointWords, FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { errorsOf, sentence } from "@/components/endpoints/endpoint-draft.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { SavedForm } from "@/components/endpoints/settings-section.tsx";
import { useSection } from "@/components/endpoints/use-section.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Button } from "@/components/ui/button.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";

type AuthenticationEditorProps = { endpoint: EndpointOut; stored: EndpointAuthenticationOut };

export function AuthenticationEditor({ endpoint, stored }: AuthenticationEditorProps) {
  const t = useTranslations("authentication");
  const words = useTranslations("endpoints");
  const { applicationId, call, can } = useAccess();
  const client = useQueryClient();
  const { act, dialogs } = useEndpointActions();
  const params = { app_id: applicationId, endpoint_id: endpoint.id };

  async function save(draft: AuthenticationDraft): Promise<void> {
    const body = authenticationOf(draft);
    if (body === null) await call("DELETE /app/{app_id}/endpoint/{endpoint_id}/authentication", { params });
    else await call("PUT /app/{app_id}/endpoint/{endpoint_id}/authentication", { params, body });
    await client.invalidateQueries({ queryKey: ["endpoints", applicationId] });
  }

  const section = useSection<AuthenticationDraft>({
    stored: draftOf(stored),
    mistakes: (draft) =>
      Object.fromEntries(
        Object.entries(mistakesOf(draft, stored)).map(([field, mistake]) => [
          `authentication.${field}`,
          t(`mistake.${mistake}`),
        ]),
      ),
    save,
    refused: (error) => refused(error, words),
  });
  const draft = section.value;
  const errorOf = (field: AuthenticationField) => section.errors[`authentication.${field}`];
  const isSet = authenticationOf(draftOf(stored)) !== null;
  return (
    <>
      <SavedForm {...section} called={t("called")}>
        {isSet ? <p className="max-w-measure text-meta text-ink-3">{t("stored.replaced")}</p> : null}
        <RadioGroup
          legend={t("kind.legend")}
          name="authentication"
          value={draft.kind}
          onChange={(kind) => section.change({ kind: kind as Kind })}
          options={KINDS.map((value) => ({ value, label: t(`kind.${value}`), description: t(`kind.${value}Hint`) }))}
        />
        <CredentialFields draft={draft} onChange={section.change} errorOf={errorOf} />
        <TlsFields draft={draft} onChange={section.change} errorOf={errorOf} />
      </SavedForm>
      {isSet && can("CreateAttempts") ? (
        <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1">
          <Button onClick={() => act("test", { endpoint, name: nameOf(endpoint), health: undefined })}>
            {t("test")}
          </Button>
          <span className="text-meta text-ink-3">{t("testHint")}</span>
        </div>
      ) : null}
      {dialogs}
    </>
  );
}

/** The server's word, at the field that it is about. */
function refused(error: unknown, words: EndpointWords): FieldErrors {
  if (!(error instanceof ApiError) || error.issues.length === 0) return errorsOf(error, words);
  const errors: FieldErrors = {};
  for (const { loc, msg } of error.issues) {
    const field = fieldAt(loc);
    if (field === null) errors.form ??= sentence(msg);
    else errors[`authentication.${field}`] ??= sentence(msg);
  }
  return errors;
}
