"use client";

import { useQuery } from "@tanstack/react-query";
import { usageQuery } from "@/components/catalogue/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { formatCount, formatQuantity } from "@/components/ui/format-number.ts";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Figure } from "@/components/ui/status-sentence.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import type { EventTypeSubscriberOut, EventTypeUsedByOut } from "@/lib/contract/event-type-usage.ts";

/** How much it is sent, and who gets it. */
export function UsagePanel({ name }: { name: string }) {
  const usage = useQuery(usageQuery(name));
  const type = encodeURIComponent(name);
  return (
    <section aria-labelledby="usage">
      <h2 id="usage" className="text-lead">
        Usage
      </h2>
      {usage.data ? (
        <>
          <UsageSentence usage={usage.data} />
          <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-dense">
            <TextLink href={`/console/deliveries?range=7d&type=${type}`}>Deliveries</TextLink>
            <TextLink href={`/console/deliveries?range=7d&status=failed&type=${type}`}>Failed deliveries</TextLink>
          </p>
          <SubscriberList subscribers={usage.data.subscribers} className="mt-3" />
          <Rest usage={usage.data} />
        </>
      ) : usage.error ? (
        <QueryError title="We could not load the usage." query={usage} className="mt-2" />
      ) : (
        <SkeletonRows rows={3} label="Loading the usage" />
      )}
    </section>
  );
}

function UsageSentence({ usage: { messages, chosen, byGroup, everything } }: { usage: EventTypeUsedByOut }) {
  return (
    <p className="mt-1 text-body text-ink-2" data-num>
      <Figure>{messages === 0 ? "No message" : formatQuantity(messages, "message", "messages")}</Figure> in the last 7
      days. <Figure>{chosen === 0 ? "No endpoint" : formatQuantity(chosen, "endpoint", "endpoints")}</Figure>{" "}
      {chosen === 1 || chosen === 0 ? "has" : "have"} chosen it
      {byGroup > 0 ? `, ${formatCount(byGroup)} more ${byGroup === 1 ? "gets" : "get"} it by a group` : ""}
      {everything > 0 ? `, ${formatCount(everything)} more ${everything === 1 ? "gets" : "get"} every event type` : ""}.
    </p>
  );
}

/** Endpoints with their customers. */
export function SubscriberList({
  subscribers,
  className,
}: {
  subscribers: EventTypeSubscriberOut[];
  className?: string;
}) {
  if (subscribers.length === 0) return null;
  return (
    <ul aria-label="Endpoints that chose it" className={`border-line border-b ${className ?? ""}`}>
      {subscribers.map(({ endpointId, endpointName, url, applicationId, applicationName, how }) => (
        <li key={endpointId} className="flex flex-wrap items-baseline gap-x-3 border-line border-t py-1.5 text-dense">
          <TextLink
            href={`/console/applications/${applicationId}/endpoints/${endpointId}`}
            title={url}
            className="wrap-anywhere"
          >
            {endpointName}
          </TextLink>
          <span className="text-ink-2">
            <span className="sr-only">of </span>
            {applicationName}
          </span>
          {how === "group" ? <span className="ms-auto text-meta text-ink-3">by a group</span> : null}
        </li>
      ))}
    </ul>
  );
}

function Rest({ usage: { chosen, byGroup, subscribers } }: { usage: EventTypeUsedByOut }) {
  const rest = chosen + byGroup - subscribers.length;
  return rest > 0 ? <p className="mt-1 text-meta text-ink-3">And {formatCount(rest)} more.</p> : null;
}
