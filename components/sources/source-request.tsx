"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { RevealPayloads } from "@/components/console/reveal-payloads.tsx";
import { useForbidden } from "@/components/console/staff.tsx";
import { PayloadGone } from "@/components/kept/gone-words.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { paramsOf, requestQuery, type SourcePlace, sourceKeys } from "@/components/sources/queries.ts";
import { RequestState } from "@/components/sources/source-state.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { SourceRequestContentOut, SourceRequestOut } from "@/lib/contract/source-request.ts";

/** A line of the log; what was sent is fetched when it is opened. */
export function SourceRequest({ place, request }: { place: SourcePlace; request: SourceRequestOut }) {
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const { state, receivedAt, eventType, eventId, bodyBytes, detail } = request;
  return (
    <li className="border-line border-t">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="flex min-h-row flex-wrap items-center gap-x-4 gap-y-0.5 rounded-mark py-1 text-dense hover:bg-hover">
          <span className="w-28">
            <RequestState state={state} />
          </span>
          <span className="min-w-0 grow break-words">
            {eventType ? <span className="text-mono">{eventType}</span> : (detail ?? "not read yet")}
          </span>
          <span className="min-w-0 truncate text-mono text-ink-2 max-md:hidden">{eventId}</span>
          <span className="text-ink-2 max-sm:hidden">{format.bytes(bodyBytes)}</span>
          <span className="text-ink-2">
            <Time at={receivedAt} plain />
          </span>
        </summary>
        {open ? <Content place={place} request={request} /> : null}
      </details>
    </li>
  );
}

function Content({ place, request }: { place: SourcePlace; request: SourceRequestOut }) {
  const query = useQuery(requestQuery(place, request.id));
  const { messageId, remoteAddress, detail } = request;
  return (
    <div className="grid grid-cols-1 gap-3 pt-1 pb-4">
      {request.state === "dead" ? <DeadLetter place={place} request={request} /> : null}
      <KeyValueList>
        <KeyValue label="Request">
          <span className="text-mono">{request.id}</span>
        </KeyValue>
        <KeyValue label="Received">
          <Time at={request.receivedAt} show="moment" precision="millisecond" />
        </KeyValue>
        <KeyValue label="Sender">{remoteAddress ?? "unknown"}</KeyValue>
        {messageId ? (
          <KeyValue label="Message">
            <TextLink
              href={`/console/deliveries?app=${place.applicationId}&q=${messageId}&range=30d`}
              className="text-mono"
            >
              {messageId}
            </TextLink>
          </KeyValue>
        ) : null}
        {detail && request.state === "dead" ? <KeyValue label="Reason">{detail}</KeyValue> : null}
      </KeyValueList>
      {query.data ? (
        query.data.gone ? (
          <p className="text-dense text-ink-2">
            Headers and body: <PayloadGone gone={query.data.gone} />
          </p>
        ) : (
          <Sent content={query.data} />
        )
      ) : query.error ? (
        <QueryError title="We could not load what was sent." query={query} />
      ) : (
        <SkeletonRows rows={2} label="Loading what was sent" />
      )}
    </div>
  );
}

function Sent({ content }: { content: SourceRequestContentOut }) {
  return (
    <>
      <RevealPayloads />
      <JsonView label="body that came" body={content.base64 ? { base64: content.body } : { text: content.body }} />
      <details>
        <summary className="inline-flex min-h-6 items-center rounded-mark text-meta text-ink-2 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11">
          All {content.headers.length} headers
        </summary>
        <KeyValueList>
          {content.headers.map(([name, value], at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the order is fixed.
            <KeyValue key={`${name}-${at}`} label={name}>
              <span dir="ltr" translate="no" className="break-all text-mono">
                {value}
              </span>
            </KeyValue>
          ))}
        </KeyValueList>
      </details>
    </>
  );
}

function DeadLetter({ place, request }: { place: SourcePlace; request: SourceRequestOut }) {
  const client = useQueryClient();
  const noSupport = useForbidden("replaySourceRequest");
  const noEngineer = useForbidden("deleteSourceRequest");
  const params = { ...paramsOf(place), source_request_id: request.id };
  const refresh = () => client.invalidateQueries({ queryKey: sourceKeys.all(place.applicationId) });
  const replay = useMutation({
    mutationFn: () =>
      callAsStaff("POST /app/{app_id}/source/{source_id}/request/{source_request_id}/replay", { params }),
    onSuccess: async () => {
      announce("It is tried again.");
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: () => callAsStaff("DELETE /app/{app_id}/source/{source_id}/request/{source_request_id}", { params }),
    onSuccess: async () => {
      announce("The dead letter is deleted.");
      await refresh();
    },
  });
  const error = replay.error ?? remove.error;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button size="small" unavailable={noSupport} pending={replay.isPending} onClick={() => replay.mutate()}>
          Replay
        </Button>
        <Button
          size="small"
          variant="danger"
          unavailable={noEngineer}
          pending={remove.isPending}
          onClick={() => remove.mutate()}
        >
          Delete
        </Button>
      </div>
      {error ? <ErrorPanel title="That was not done.">{error.message}</ErrorPanel> : null}
    </>
  );
}
