"use client";

import { useQuery } from "@tanstack/react-query";
import { inboxesQuery, inboxRequestsQuery } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { JsonView } from "@/components/ui/json-view.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { InboxOut, InboxRequestOut } from "@/lib/contract/inbox.ts";

/** What arrived at an endpoint that is a debug inbox; nothing for other endpoints. */
export function InboxOfEndpoint({ url }: { url: string }) {
  const inboxes = useQuery(inboxesQuery(useAccess()));
  const inbox = inboxes.data?.find((one) => one.url === url);
  return inbox ? <Inbox inbox={inbox} /> : null;
}

function Inbox({ inbox }: { inbox: InboxOut }) {
  const requests = useQuery(inboxRequestsQuery(useAccess(), inbox.id));
  return (
    <section aria-labelledby="inbox" className="border-line border-t pt-6">
      <h2 id="inbox" className="text-lead">
        Debug inbox
      </h2>
      <p className="mb-3 max-w-measure text-body text-ink-2">
        This endpoint is an inbox of ours, made to look around. It shows what your server would get, keeps the last 100
        requests, and ends <Time at={inbox.expiresAt} plain />.
      </p>
      {requests.data ? (
        <Requests requests={requests.data} />
      ) : requests.error ? (
        <QueryError title="We could not load what arrived." query={requests} />
      ) : (
        <SkeletonRows rows={2} label="Loading what arrived" />
      )}
    </section>
  );
}

function Requests({ requests }: { requests: InboxRequestOut[] }) {
  if (requests.length === 0) return <p className="text-dense text-ink-3">Nothing has arrived yet. Send a test.</p>;
  return (
    <ul aria-label="What arrived, newest first" className="border-line border-b">
      {requests.map((request, index) => (
        <li key={request.id} className="border-line border-t">
          <details open={index === 0} className="group">
            <summary className="flex min-h-row flex-wrap items-center gap-x-4 rounded-mark text-dense hover:bg-hover">
              <span className="text-mono">
                <Time at={request.receivedAt} show="moment" plain />
              </span>
              <span className="text-mono">{request.method}</span>
              <span className="text-mono text-ink-2">{headerOf(request, "webhook-id")}</span>
            </summary>
            <div className="grid grid-cols-1 gap-3 pt-1 pb-4">
              <JsonView label="body that arrived" body={{ text: request.body }} />
              <Headers headers={request.headers.filter(([name]) => name.toLowerCase().startsWith("webhook-"))} />
              <details>
                <summary className="inline-flex min-h-6 items-center rounded-mark text-meta text-ink-2 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11">
                  All {request.headers.length} headers
                </summary>
                <Headers headers={request.headers} />
              </details>
            </div>
          </details>
        </li>
      ))}
    </ul>
  );
}

function Headers({ headers }: { headers: InboxRequestOut["headers"] }) {
  return (
    <KeyValueList>
      {headers.map(([name, value], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the order is fixed.
        <KeyValue key={`${name}-${at}`} label={name}>
          <span dir="ltr" translate="no" className="break-all text-mono">
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
