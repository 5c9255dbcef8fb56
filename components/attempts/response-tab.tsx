"use client";

import { HeaderList } from "@/components/attempts/header-list.tsx";
import { statusText } from "@/components/attempts/status-text.ts";
import { Code } from "@/components/ui/code.tsx";
import { formatMs } from "@/components/ui/format-time.ts";
import { JsonView } from "@/components/ui/json-view.tsx";
import type { AttemptDetailOut } from "@/lib/contract/delivery.ts";

const KEPT_BYTES = 20_000;

/** Where the words of a try without a reply come from. */
function saidBy(attemptClass: string): string {
  if (attemptClass.startsWith("transform_")) return "The transformation said";
  return attemptClass === "token_error" ? "When the access token was fetched:" : "The network said";
}

/** The reply in words first, then its headers and its body. */
export function ResponseTab({ attempt }: { attempt: AttemptDetailOut }) {
  const { response, durationMs, causeLabel, errorDetail } = attempt;
  if (!response) {
    return (
      <div className="grid gap-2 text-body">
        <p>
          <strong className="font-strong">No reply.</strong> {causeLabel ? `${causeLabel}, ` : ""}after{" "}
          {formatMs(durationMs)}.
        </p>
        {errorDetail ? (
          <p className="text-ink-2">
            {saidBy(attempt.class)} <Code>{errorDetail}</Code>
          </p>
        ) : null}
      </div>
    );
  }
  const length = Number(response.headers.find(([name]) => name.toLowerCase() === "content-length")?.[1]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-body">
        <strong className="font-strong text-mono">{statusText(response.statusCode)}</strong> after{" "}
        {formatMs(durationMs)}
        {causeLabel ? <span className="text-ink-2"> · {causeLabel}</span> : null}
      </p>
      {response.notLogged ? (
        <p className="text-dense text-ink-2">
          Only the status is kept: this endpoint’s settings keep replies out of the log.
        </p>
      ) : (
        <>
          <section>
            <h3 className="pb-1 text-dense font-firm">Body</h3>
            <JsonView
              label="response body"
              body={response.base64 ? { base64: response.body } : { text: response.body }}
              truncatedFromBytes={response.truncated ? Math.max(length || 0, KEPT_BYTES + 1) : null}
            />
          </section>
          <section>
            <h3 className="pb-1 text-dense font-firm">Headers</h3>
            <HeaderList label="Response headers" headers={response.headers} />
          </section>
        </>
      )}
    </div>
  );
}
