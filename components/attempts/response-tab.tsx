"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { HeaderList } from "@/components/attempts/header-list.tsx";
import { statusText } from "@/components/attempts/status-text.ts";
import { useCauseLabel } from "@/components/diagnosis/use-diagnosis.ts";
import { code, ReplyGone } from "@/components/kept/gone-words.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";

const KEPT_BYTES = 20_000;

/** Where the words of a try without a reply come from. */
function sourceOf(attemptClass: string): "transformation" | "token" | "network" {
  if (attemptClass.startsWith("transform_")) return "transformation";
  return attemptClass === "token_error" ? "token" : "network";
}

/** The reply in words first, then its headers and its body. */
export function ResponseTab({ attempt }: { attempt: AttemptDetailOut }) {
  const t = useTranslations("attempts");
  const kept = useTranslations("kept");
  const format = useFormat();
  const labelOf = useCauseLabel();
  const { response, durationMs, errorDetail } = attempt;
  const cause = attempt.cause === null ? "" : labelOf(attempt.cause);
  const took = format.ms(durationMs);
  if (!response) {
    const b = (chunks: ReactNode) => <strong className="font-strong">{chunks}</strong>;
    return (
      <div className="grid gap-2 text-body">
        <p>{t.rich(cause ? "response.noneBecause" : "response.none", { cause, took, b })}</p>
        {errorDetail ? (
          <p className="text-ink-2">{t.rich(`response.${sourceOf(attempt.class)}`, { detail: errorDetail, code })}</p>
        ) : null}
      </div>
    );
  }
  const length = Number(response.headers.find(([name]) => name.toLowerCase() === "content-length")?.[1]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-body">
        {t.rich(cause ? "response.afterBecause" : "response.after", {
          status: statusText(response.statusCode),
          took,
          cause,
          b: (chunks) => <strong className="font-strong text-mono">{chunks}</strong>,
          faint: (chunks) => <span className="text-ink-2">{chunks}</span>,
        })}
      </p>
      {response.gone ? (
        <p className="text-dense text-ink-2">
          <ReplyGone gone={response.gone} />
        </p>
      ) : response.notLogged ? (
        <p className="text-dense text-ink-2">{t("response.notLogged")}</p>
      ) : (
        <>
          <section>
            <h3 className="pb-1 text-dense font-firm">{t("response.body")}</h3>
            {response.redacted ? (
              <p className="pb-1 text-dense text-ink-2">{kept.rich("redactedReply", { code })}</p>
            ) : null}
            <JsonView
              label={t("response.bodyName")}
              body={response.base64 ? { base64: response.body } : { text: response.body }}
              truncatedFromBytes={response.truncated ? Math.max(length || 0, KEPT_BYTES + 1) : null}
            />
          </section>
          <section>
            <h3 className="pb-1 text-dense font-firm">{t("headers.title")}</h3>
            <HeaderList label={t("headers.response")} headers={response.headers} />
          </section>
          {response.keptUntil ? (
            <p className="text-meta text-ink-3">
              {kept.rich("replyUntil", {
                time: () => <Time at={response.keptUntil ?? ""} show="moment" precision="minute" />,
              })}
            </p>
          ) : null}
        </>
      )}
    </div>
  );
}
