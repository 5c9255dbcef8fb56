"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { requestPreviewQuery } from "@/components/request-format/queries.ts";
import { SampleSelect } from "@/components/sample-message/sample-select.tsx";
import { useSample } from "@/components/sample-message/use-sample.ts";
import { JsonView } from "@/components/ui/json-view.tsx";
import { LedgerBody, LedgerCell, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { useSettled } from "@/components/ui/use-settled.ts";
import type { EndpointOut, EndpointPatch } from "@/lib/contract/endpoint.ts";
import type { PreviewRequestOut } from "@/lib/contract/request-preview.ts";

const SETTLED_MS = 500;

type Options = EndpointPatch["deliveryOptions"];

/** The whole request of a message, as it would be sent with what is set and not yet saved. */
export function RequestPreview({ endpoint, options }: { endpoint: EndpointOut; options: Options }) {
  const t = useTranslations("request-format.preview");
  const { sample, choose } = useSample(endpoint);
  const asked = useSettled(JSON.stringify(options ?? null), SETTLED_MS);
  const preview = useQuery(requestPreviewQuery(useAccess(), endpoint, sample, JSON.parse(asked) as Options));
  return (
    <section aria-labelledby="request-preview" className="grid grid-cols-1 gap-3 border-line border-t pt-4">
      <div>
        <h3 id="request-preview" className="text-dense font-firm">
          {t("title")}
        </h3>
        <p className="text-meta text-ink-3">{t("hint")}</p>
      </div>
      <SampleSelect endpoint={endpoint} value={sample} onChange={choose} />
      {preview.error ? (
        <QueryError title={t("error")} query={preview} />
      ) : preview.data ? (
        <div className={preview.isPlaceholderData ? "opacity-60" : undefined}>
          <Composed preview={preview.data} />
        </div>
      ) : (
        <SkeletonRows rows={4} label={t("loading")} />
      )}
    </section>
  );
}

function Composed({ preview: { outcome, detail, request } }: { preview: PreviewRequestOut }) {
  const t = useTranslations("request-format.preview");
  if (request === null) {
    const key = outcome === "canceled" ? "canceled" : "failed";
    return <p className="text-dense text-ink-2">{t(key, { detail: detail ?? "" })}</p>;
  }
  return (
    <div className="grid grid-cols-1 gap-3">
      <p dir="ltr" translate="no" className="break-all text-mono">
        {request.method} {request.url}
      </p>
      <LedgerTable
        caption={t("headers")}
        columns={[
          { id: "name", label: t("name"), width: "38%" },
          { id: "value", label: t("value") },
        ]}
      >
        <LedgerBody>
          {request.headers.map(([name, value]) => (
            <LedgerRow key={name}>
              <LedgerCell head wraps className="break-all py-1 text-mono">
                {name}
              </LedgerCell>
              <LedgerCell wraps className="break-all py-1 text-mono">
                {value}
              </LedgerCell>
            </LedgerRow>
          ))}
        </LedgerBody>
      </LedgerTable>
      <JsonView label={t("body")} body={{ text: request.body }} exactNote={t("signed")} />
    </div>
  );
}
