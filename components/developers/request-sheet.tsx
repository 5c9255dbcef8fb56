"use client";

import { useQuery } from "@tanstack/react-query";
import { apiRequestQuery } from "@/components/developers/queries.ts";
import {
  idempotencyWords,
  keyWords,
  nextStep,
  problemWords,
  sizeWords,
  toCurl,
} from "@/components/developers/request-words.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Empty } from "@/components/ui/empty.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { Sheet } from "@/components/ui/sheet.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import { ApiError } from "@/lib/contract/client.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

type RequestSheetProps = { id: string; known: ApiRequestOut | undefined; publicUrl: string; onClose: () => void };

/** One request beside the log: what was asked, what came of it, and what to do about it. */
export function RequestSheet({ id, known, publicUrl, onClose }: RequestSheetProps) {
  const query = useQuery({ ...apiRequestQuery(id), enabled: known === undefined });
  const request = known ?? query.data;
  const isGone = query.error instanceof ApiError && query.error.status === 404;
  return (
    <Sheet open onClose={onClose} contentKey={id} title={request ? `${request.method} ${request.status}` : "Request"}>
      {request ? <RequestDetail request={request} publicUrl={publicUrl} /> : null}
      {isGone ? (
        <Empty title="This request is not in the log any more.">
          The last ones of each key are kept, for a week at most.
        </Empty>
      ) : null}
      {query.error && !isGone ? <QueryError title="We could not load the request." query={query} /> : null}
      {!request && !query.error ? <SkeletonRows label="Loading the request" /> : null}
    </Sheet>
  );
}

function RequestDetail({ request, publicUrl }: { request: ApiRequestOut; publicUrl: string }) {
  const format = useFormat();
  const words = problemWords(request.problem);
  const step = request.status >= 400 ? nextStep(request) : null;
  return (
    <div className="grid grid-cols-1 gap-5">
      {words || step ? (
        <div className="border-fail-mark border-s-[3px] bg-fail-soft py-3 ps-3.5 pe-4">
          {words ? <p className="font-strong text-body text-fail-ink">{words}</p> : null}
          {step ? <p className="text-body text-ink-2">{step}</p> : null}
        </div>
      ) : null}
      <KeyValueList>
        <KeyValue label="Path">
          <span className="break-all text-mono">{request.path}</span>
        </KeyValue>
        <KeyValue label="Operation">
          {request.route ? <span className="break-all text-mono">{request.route}</span> : "no path of the API"}
        </KeyValue>
        <KeyValue label="At">
          <Time at={request.at} show="moment" precision="millisecond" />
        </KeyValue>
        <KeyValue label="Answered in">{format.ms(request.durationMs)}</KeyValue>
        <KeyValue label="Key">
          {keyWords(request)}
          {request.key ? <span className="text-mono text-ink-3"> ph_live_…{request.key.last4}</span> : null}
        </KeyValue>
        <KeyValue label="Idempotency">{idempotencyWords(request)}</KeyValue>
        <KeyValue label="Size">
          {sizeWords(request.requestBytes, format)} asked, {sizeWords(request.responseBytes, format)} answered
        </KeyValue>
        <KeyValue label="From">{request.remoteAddress ?? "not known"}</KeyValue>
        <KeyValue label="Program">{request.userAgent ?? "did not say"}</KeyValue>
        <KeyValue label="Request id" actions={<CopyButton value={request.requestId} label="Copy request id" />}>
          <span className="break-all text-mono">{request.requestId}</span>
        </KeyValue>
      </KeyValueList>
      {request.leftOut > 0 ? (
        <p className="text-meta text-ink-3">
          Before it {formatQuantity(request.leftOut, "request", "requests")} of this key that{" "}
          {request.status < 400 ? "went well" : "failed"} {request.leftOut === 1 ? "was" : "were"} left out: there were
          too many to keep.
        </p>
      ) : null}
      {request.problem === null ? null : (
        <CodeBlock label="answer" code={JSON.stringify(request.problem, null, 2)} wrap />
      )}
      <CodeBlock label="curl command" code={toCurl(request, publicUrl)} />
    </div>
  );
}
