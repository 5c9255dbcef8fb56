"use client";

import { useQuery } from "@tanstack/react-query";
import { factsQuery } from "@/components/failures/queries.ts";
import { QueryError } from "@/components/portal/query-error.tsx";
import { SkeletonRows } from "@/components/ui/skeleton.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { FailureFactOut } from "@/lib/contract/failure-group.ts";

/** What happened to the group and its endpoint: cause and effect below one another. */
export function GroupTimeline({ groupId }: { groupId: string }) {
  const facts = useQuery(factsQuery(groupId));
  if (facts.error && !facts.data) return <QueryError title="We could not load what happened." query={facts} />;
  if (!facts.data) return <SkeletonRows rows={3} label="Loading what happened" />;
  return (
    <ol className="border-line border-t">
      {facts.data.map((fact, index) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: facts have no identity and never move.
          key={index}
          className="grid gap-x-4 border-line border-b py-2 text-dense sm:grid-cols-[136px_minmax(0,1fr)]"
        >
          <span className="text-ink-3">
            <Time at={fact.at} show="moment" precision="minute" />
          </span>
          <span className="min-w-0">
            <FactWords fact={fact} />
            {fact.note ? (
              <span className="mt-1 block border-line-strong border-s-2 ps-3 break-words whitespace-pre-wrap text-ink-2">
                {fact.note}
              </span>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}

const GROUP_WORDS: Record<Exclude<FailureFactOut["kind"], "endpoint_changed" | "certificate_ends">, string> = {
  opened: "First failure",
  regressed: "Failed again after it was resolved",
  resolved: "Resolved: it receives again, and was quiet for 30 minutes",
  acknowledged: "Acknowledged",
  reopened: "Opened again",
  muted: "Muted",
  unmuted: "No longer muted",
  note: "Note",
};

const ACTION_WORDS: Record<string, string> = {
  "endpoint.created": "Endpoint added",
  "endpoint.deleted": "Endpoint deleted",
  "endpoint.restored": "Endpoint restored",
  "endpoint.enabled": "Endpoint turned on",
  "endpoint.disabled": "Endpoint turned off",
  "endpoint.warned": "Warned that it will be turned off",
  "endpoint.paused": "Endpoint paused",
  "endpoint.resumed": "Endpoint resumed",
  "endpoint.messages_canceled": "What waited was canceled",
  "endpoint.secret_rotated": "Signing secret rotated",
  "endpoint.secrets_expired": "Old signing secret ended",
  "endpoint.secrets_extended": "Old signing secret kept for longer",
  "endpoint.headers_updated": "Custom headers changed",
  "endpoint.authentication_updated": "Authentication changed",
  "endpoint.authentication_deleted": "Authentication removed",
  "endpoint.transformation_updated": "Transformation changed",
};

const FIELD_WORDS: Record<string, string> = {
  url: "URL",
  filterTypes: "event types",
  throttleRate: "rate limit",
};

function FactWords({ fact }: { fact: FailureFactOut }) {
  const { kind, by, mutedUntil } = fact;
  if (kind === "certificate_ends") return <>The receiver's certificate ends, or ended, at this time</>;
  return (
    <>
      {kind === "endpoint_changed" ? changeWords(fact) : GROUP_WORDS[kind]}
      {mutedUntil ? (
        <>
          {" "}
          until <Time at={mutedUntil} show="moment" precision="minute" />
        </>
      ) : null}
      {by ? <span className="text-ink-3"> · {by}</span> : null}
    </>
  );
}

function changeWords({ action, fields }: Pick<FailureFactOut, "action" | "fields">): string {
  const known = ACTION_WORDS[action ?? ""];
  if (known) return known;
  if (action === "endpoint.updated" && fields.length > 0) {
    const words = [...new Set(fields.map((field) => FIELD_WORDS[field] ?? spaced(field)))].join(", ");
    return `Endpoint changed: ${words}`;
  }
  return `Endpoint: ${spaced(action?.split(".")[1] ?? "changed")}`;
}

/** `maxBatchSize` and `secret_revealed` as words. */
function spaced(name: string): string {
  return name
    .replace(/([A-Z])/g, " $1")
    .replaceAll("_", " ")
    .toLowerCase();
}
