"use client";

import { clsx } from "clsx";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { Code } from "@/components/ui/code.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { InboxRequestOut } from "@/lib/contract/inbox.ts";

type InboxRequestProps = { request: InboxRequestOut; isOpen: boolean; onToggle: (isOpen: boolean) => void };

type Verdict = InboxRequestOut["signature"]["verdict"];

const INK: Record<Verdict, string> = {
  valid: "text-ok-ink",
  wrong: "text-fail-ink",
  expired: "text-retry-ink",
  missing: "text-ink-2",
  unknown: "text-ink-2",
};

/** One line of what arrived, and on request all of it. */
export function InboxRequest({ request, isOpen, onToggle }: InboxRequestProps) {
  const t = useTranslations("inboxes");
  const id = useId();
  const { signature, replyStatus } = request;
  return (
    <li className="border-line border-t">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => onToggle(!isOpen)}
        className="focus-inset flex min-h-row w-full flex-wrap items-center gap-x-4 gap-y-0.5 py-1 text-start text-dense hover:bg-hover"
      >
        <span className="text-mono">
          <Time at={request.receivedAt} show="moment" plain />
        </span>
        <span className="font-firm text-mono">{request.method}</span>
        <span className={INK[signature.verdict]}>{t(`signature.${signature.verdict}`)}</span>
        <span dir="ltr" translate="no" className="min-w-0 truncate text-mono text-ink-2">
          {headerOf(request, "webhook-id")}
        </span>
        {replyStatus === null ? null : (
          <span className="ms-auto text-ink-2">{t("requests.answered", { status: String(replyStatus) })}</span>
        )}
      </button>
      {isOpen ? (
        <div id={id} className="grid grid-cols-1 gap-3 pt-1 pb-4">
          <p className="max-w-measure text-dense text-ink-2">
            <Why verdict={signature.verdict} last4={signature.secretLast4 ?? ""} />
          </p>
          <JsonView label={t("requests.body")} body={{ text: request.body }} />
          <section>
            <h3 className="pb-1 text-dense font-firm">{t("requests.headers")}</h3>
            <Headers headers={request.headers} />
          </section>
        </div>
      ) : null}
    </li>
  );
}

function Why({ verdict, last4 }: { verdict: Verdict; last4: string }) {
  const t = useTranslations("inboxes.signature");
  if (verdict !== "valid") return t(`${verdict}Why`);
  return t.rich("validBy", { last4, code: (chunks) => <Code>{String(chunks)}</Code> });
}

/** Those that prove where it came from stand out from what every request has. */
function Headers({ headers }: { headers: InboxRequestOut["headers"] }) {
  return (
    <KeyValueList>
      {headers.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the order is fixed.
        <KeyValue key={`${name}-${at}`} label={name}>
          <span
            dir="ltr"
            translate="no"
            className={clsx("break-all text-mono", /^(webhook|svix)-/i.test(name) ? "text-ink" : "text-ink-2")}
          >
            {value}
          </span>
        </KeyValue>
      ))}
    </KeyValueList>
  );
}

function headerOf({ headers }: InboxRequestOut, wanted: string): string {
  return headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
}
