"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { EndpointWords, FieldErrors } from "@/components/endpoints/endpoint-draft.ts";
import { errorsOf, sentence } from "@/components/endpoints/endpoint-draft.ts";
import { secretsQuery } from "@/components/endpoints/queries.ts";
import { SavedForm } from "@/components/endpoints/settings-section.tsx";
import { useEndpointChange } from "@/components/endpoints/use-endpoint-change.ts";
import { useSection } from "@/components/endpoints/use-section.ts";
import { useAccess } from "@/components/portal/access.tsx";
import type { Format, FormatDraft } from "@/components/request-format/format-draft.ts";
import { draftOf, FORMATS, optionsOf, unnamed } from "@/components/request-format/format-draft.ts";
import { HmacRows } from "@/components/request-format/hmac-rows.tsx";
import { RequestPreview } from "@/components/request-format/request-preview.tsx";
import { SigningKey } from "@/components/secrets/signing-key.tsx";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { WithCode } from "@/components/ui/code.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

export function FormatEditor({ endpoint }: { endpoint: EndpointOut }) {
  const t = useTranslations("request-format");
  const words = useTranslations("endpoints");
  const { mutateAsync } = useEndpointChange(endpoint.id);
  const section = useSection<FormatDraft>({
    stored: draftOf(endpoint.deliveryOptions),
    mistakes: (draft) =>
      Object.fromEntries(unnamed(draft).map((id) => [`hmac.${id}.header`, t("hmac.missing")] as const)),
    save: (draft) => mutateAsync({ deliveryOptions: optionsOf(draft) }),
    refused: (error, draft) => refused(error, draft, words),
  });
  const draft = section.value;
  const isBatched = endpoint.deliveryOptions.batch !== null;
  return (
    <SavedForm {...section} called={t("called")}>
      {isBatched ? (
        <p className="text-dense text-ink-2">{t("format.notWithBatch")}</p>
      ) : (
        <RadioGroup
          legend={t("format.legend")}
          name="format"
          value={draft.format}
          onChange={(format) => section.change({ format: format as Format })}
          options={FORMATS.map((value) => ({
            value,
            label: t(`format.${value}`),
            description: <WithCode text={t(`format.${value}Hint`)} />,
          }))}
        />
      )}
      <Signatures endpoint={endpoint}>
        <Checkbox
          label={t("signature.svix")}
          description={t("signature.svixHint")}
          checked={draft.svixHeaders}
          onChange={(event) => section.change({ svixHeaders: event.target.checked })}
        />
      </Signatures>
      <HmacRows
        endpointId={endpoint.id}
        rows={draft.hmac}
        onChange={(hmac) => section.change({ hmac })}
        errors={section.errors}
      />
      <RequestPreview endpoint={endpoint} options={unnamed(draft).length > 0 ? null : optionsOf(draft)} />
    </SavedForm>
  );
}

/** The server's word, at the signature that it is about. */
function refused(error: unknown, { hmac }: FormatDraft, words: EndpointWords): FieldErrors {
  if (!(error instanceof ApiError)) return errorsOf(error, words);
  const [issue] = error.issues;
  const [, , option, index, field] = issue?.loc ?? [];
  const row = option === "hmacHeaders" ? hmac[Number(index)] : undefined;
  return issue && row
    ? { [`hmac.${row.id}.${field ?? "header"}`]: sentence(issue.msg) }
    : { form: sentence(error.message) };
}

function Signatures({ endpoint, children }: { endpoint: EndpointOut; children: React.ReactNode }) {
  const t = useTranslations("request-format.signature");
  const secrets = useQuery(secretsQuery(useAccess(), endpoint.id)).data;
  const current = secrets?.find((version) => version.current);
  return (
    <div className="grid grid-cols-1 gap-3 border-line border-t pt-4">
      <h3 className="text-dense font-firm">{t("title")}</h3>
      <p className="max-w-measure text-dense text-ink-2">{current?.publicKey ? t("v1a") : t("v1")}</p>
      {current?.publicKey ? (
        <KeyValueList>
          <KeyValue label={t("publicKey")}>
            <SigningKey endpointId={endpoint.id} version={current} />
          </KeyValue>
        </KeyValueList>
      ) : null}
      <p className="max-w-measure text-meta text-ink-3">{t("secret")}</p>
      {children}
    </div>
  );
}
