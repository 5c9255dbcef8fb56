"use client";

import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useActorName } from "@/components/activity/activity-row.tsx";
import { changeLines } from "@/components/activity/changes.ts";
import { endpointInternalsQuery } from "@/components/applications/queries.ts";
import { RetryPreview } from "@/components/delivery-options/retry-preview.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { CodeBlock } from "@/components/ui/code.tsx";
import { CopyText } from "@/components/ui/copy-button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ActivityOut } from "@/lib/contract/activity.ts";
import type { EndpointInternalsOut } from "@/lib/contract/endpoint-internals.ts";

const REFRESH_MS = 10_000;
type Ids = { applicationId: string; endpointId: string };

/** Below the customer's own picture of an endpoint: what only staff see of it. */
export function EndpointInternals({ applicationId, endpointId }: Ids) {
  const internals = useQuery({ ...endpointInternalsQuery(applicationId, endpointId), refetchInterval: REFRESH_MS });
  return (
    <section
      aria-labelledby="internals"
      className="mx-(--page-margin) mt-10 grid max-w-[1280px] grid-cols-1 gap-8 border-line border-t pt-6"
    >
      <h2 id="internals" className="text-lead">
        For staff
      </h2>
      {internals.data ? (
        <Facts data={internals.data} applicationId={applicationId} />
      ) : internals.error ? (
        <QueryError title="We could not load what this endpoint does." query={internals} />
      ) : (
        <SkeletonRows rows={6} label="Loading what this endpoint does" />
      )}
    </section>
  );
}

function Facts({ data, applicationId }: { data: EndpointInternalsOut; applicationId: string }) {
  const { options, hasOwnRetries, configuration, changes } = data;
  return (
    <>
      <Part title="Right now">
        <Queue data={data} />
      </Part>
      <Part title="Retry policy in force">
        <Retries delaysSeconds={options.retryDelaysSeconds} isOwn={hasOwnRetries} />
      </Part>
      <Part title="Last changes">
        <Changes changes={changes} applicationId={applicationId} />
      </Part>
      <Part title="Configuration">
        <details>
          <summary className="inline-flex min-h-6 cursor-pointer items-center rounded-mark text-dense text-ink-2 underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11">
            Show it as JSON
          </summary>
          <CodeBlock code={JSON.stringify(configuration, null, 2)} label="configuration" className="mt-2" />
        </details>
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2">
      <h3 className="text-dense font-firm">{title}</h3>
      {children}
    </div>
  );
}

function Queue({ data: { queue, throttle, breaker, egressAddresses } }: { data: EndpointInternalsOut }) {
  const count = (value: number) =>
    `${queue.isCounted ? "" : "at least "}${formatQuantity(value, "delivery", "deliveries")}`;
  return (
    <KeyValueList>
      <KeyValue label="In flight">{queue.inFlight === 0 ? "none" : count(queue.inFlight)}</KeyValue>
      <KeyValue label="Due">
        {queue.due === 0 ? (
          "none"
        ) : (
          <>
            {count(queue.due)}
            {queue.oldestDueAt ? (
              <>
                , the oldest since <Time at={queue.oldestDueAt} />
              </>
            ) : null}
          </>
        )}
      </KeyValue>
      <KeyValue label="Later">
        {queue.later === 0 ? (
          "none"
        ) : (
          <>
            {count(queue.later)}
            {queue.nextAt ? (
              <>
                , the next one <Time at={queue.nextAt} />
              </>
            ) : null}
          </>
        )}
      </KeyValue>
      <KeyValue label="Limits">
        <Limits throttle={throttle} />
      </KeyValue>
      <KeyValue label="Breaker">
        <Breaker breaker={breaker} />
      </KeyValue>
      <KeyValue label="Sent from">
        {egressAddresses.length > 0 ? (
          <CopyText value={egressAddresses.join(", ")} label="Copy the addresses" />
        ) : (
          <span className="text-ink-3">not known: set POSTHORN_EGRESS_ADDRESSES to show it here</span>
        )}
      </KeyValue>
    </KeyValueList>
  );
}

function Limits({ throttle }: { throttle: EndpointInternalsOut["throttle"] }) {
  const { endpointRate, windowSeconds, applicationRate, nextFreeAt, slowedUntil } = throttle;
  const own = endpointRate === null ? null : `${endpointRate} in ${formatQuantity(windowSeconds, "second", "seconds")}`;
  const all = applicationRate === null ? null : `${applicationRate} a second for all of its endpoints together`;
  return (
    <>
      {[own, all].filter(Boolean).join("; ") || "none"}
      {nextFreeAt ? (
        <>
          ; the next one goes <Time at={nextFreeAt} />
        </>
      ) : null}
      {slowedUntil ? (
        <>
          ; one at a time until <Time at={slowedUntil} show="clock" />, because it asked for that or could not keep up
        </>
      ) : null}
    </>
  );
}

function Breaker({ breaker: { state, since, nextProbeAt, opensAfter } }: { breaker: EndpointInternalsOut["breaker"] }) {
  if (state === "closed") {
    return opensAfter === null ? "never opens" : `closed; opens after ${opensAfter} failed tries in a row`;
  }
  return (
    <>
      {state === "open" ? "open" : "half open: a probe is under way"}
      {since ? (
        <>
          {" "}
          since <Time at={since} show="since" precision="minute" plain />
        </>
      ) : null}
      {nextProbeAt ? (
        <>
          ; next probe <Time at={nextProbeAt} />
        </>
      ) : null}
    </>
  );
}

function Retries({ delaysSeconds, isOwn }: { delaysSeconds: number[]; isOwn: boolean }) {
  return (
    <>
      <RetryPreview delaysSeconds={delaysSeconds} />
      <p className="text-dense text-ink-2">
        {isOwn ? "It is the endpoint’s own policy." : "It is the policy of the installation."}
      </p>
    </>
  );
}

function Changes({ changes, applicationId }: { changes: ActivityOut[]; applicationId: string }) {
  const nameOf = useActorName();
  const actions = useTranslations("activity.actions");
  if (changes.length === 0) return <p className="text-dense text-ink-3">Nothing was changed since it was added.</p>;
  return (
    <>
      <ol aria-label="Last changes of this endpoint, newest first" className="grid gap-3">
        {changes.map((entry) => {
          const key = entry.action.replace(".", "_") as "endpoint_created";
          const name = entry.object.name ?? "";
          const words = actions.has(key) ? actions.rich(key, { name, o: (chunks) => chunks }) : entry.action;
          return (
            <li key={entry.id} className="text-dense">
              <p className="text-ink">
                {words} <span className="text-ink-3">· {nameOf(entry.actor)} · </span>
                <span className="text-ink-3">
                  <Time at={entry.createdAt} />
                </span>
              </p>
              <Diff entry={entry} />
            </li>
          );
        })}
      </ol>
      <p className="text-dense">
        <TextLink href={`/console/applications/${applicationId}/activity?object=endpoint`}>
          All changes of this customer’s endpoints
        </TextLink>
      </p>
    </>
  );
}

/** Each field that is different: what it was, struck out, and what it is since. */
function Diff({ entry }: { entry: ActivityOut }) {
  // The limit has a second name, for older SDKs.
  const lines = changeLines(entry).filter(({ name }) => name !== "rateLimit");
  if (lines.length === 0) return null;
  return (
    <dl className="mt-1 grid gap-x-4 gap-y-0.5 text-meta sm:grid-cols-[minmax(0,12rem)_minmax(0,1fr)]">
      {lines.map((line) => (
        <div key={line.name} className="contents">
          <dt className="text-mono text-ink-3 wrap-anywhere">{line.name}</dt>
          <dd className="text-mono text-ink-2 wrap-anywhere">
            {line.kind === "fact" ? (
              line.value
            ) : (
              <>
                <del className="text-fail-ink">{line.before}</del>{" "}
                <ins className="text-ok-ink no-underline">{line.after}</ins>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
