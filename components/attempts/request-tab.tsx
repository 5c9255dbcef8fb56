"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { HeaderList } from "@/components/attempts/header-list.tsx";
import { BodyNotes } from "@/components/kept/body-notes.tsx";
import { PayloadGone } from "@/components/kept/gone-words.tsx";
import { Code } from "@/components/ui/code.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

/** What was sent, to where, and what the three signature headers mean. */
export function RequestTab({ attempt, children }: { attempt: AttemptDetailOut; children?: ReactNode }) {
  const t = useTranslations("attempts");
  const kept = useTranslations("kept");
  const { method, url, headers, body, bodyMissing, bodyGone, bodyDiffers } = attempt.request;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="flex items-start gap-1 text-mono">
        <span className="shrink-0 font-strong">{method}</span>
        <span dir="ltr" translate="no" className="min-w-0 break-all">
          {url}
        </span>
        <CopyButton value={url} label={t("request.copyUrl")} className="-my-0.5" />
      </p>
      <section>
        <h3 className="pb-1 text-dense font-firm">{t("request.body")}</h3>
        {body === null ? (
          <p className="text-dense text-ink-2">
            {bodyGone ? <PayloadGone gone={bodyGone} /> : t(`request.${bodyMissing ?? "expired"}`)}
          </p>
        ) : (
          <>
            <BodyNotes differs={bodyDiffers} />
            <JsonView
              label={t("request.bodyName")}
              body={{ text: body }}
              exactNote={bodyDiffers.length === 0 ? t("request.signed") : kept("notExact")}
            />
          </>
        )}
        {children}
      </section>
      <section>
        <h3 className="pb-1 text-dense font-firm">{t("headers.title")}</h3>
        <HeaderList label={t("headers.request")} headers={headers} notes={useSignatureNotes(headers)} />
      </section>
    </div>
  );
}

function useSignatureNotes(headers: [string, string][]): Record<string, ReactNode> {
  const t = useTranslations("attempts.request");
  const headerOf = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const seconds = Number(headerOf("webhook-timestamp"));
  const signatures = headerOf("webhook-signature")?.split(" ") ?? [];
  const hasKeyPair = signatures.some((one) => one.startsWith("v1a,"));
  const code = (chunks: ReactNode) => <Code>{chunks}</Code>;
  return {
    "webhook-id": headerOf("webhook-id")?.startsWith("batch_") ? t("batchIdNote") : t("idNote"),
    "webhook-timestamp": seconds
      ? t.rich("timestampNote", { time: () => <Time at={new Date(seconds * 1000).toISOString()} show="moment" /> })
      : null,
    "webhook-sequence": t("sequenceNote"),
    "webhook-signature": (
      <>
        {signatures.length > 1 ? `${t("rotated", { count: signatures.length })} ` : null}
        {t.rich(hasKeyPair ? "keyPairNote" : "hmacNote", { code })}
      </>
    ),
  };
}
