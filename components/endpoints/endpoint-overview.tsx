"use client";

import { useQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import dynamic from "next/dynamic";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { EndpointDiagnosis } from "@/components/endpoints/endpoint-diagnosis.tsx";
import { EndpointHeader } from "@/components/endpoints/endpoint-header.tsx";
import { EndpointNumbers } from "@/components/endpoints/endpoint-numbers.tsx";
import { Share } from "@/components/endpoints/endpoints-sentence.tsx";
import { endpointQuery, healthQuery } from "@/components/endpoints/queries.ts";
import { RecentDeliveries } from "@/components/endpoints/recent-deliveries.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { QueryError } from "@/components/portal/query-error.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { Skeleton } from "@/components/ui/skeleton.tsx";
import { useStateWord } from "@/components/ui/state-label.tsx";
import { TONE_INK, TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import { Figure, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { EndpointHealthOut } from "@/lib/contract/endpoint-health.ts";

const EndpointFacts = dynamic(async () => (await import("@/components/endpoints/endpoint-facts.tsx")).EndpointFacts);
const InboxOfEndpoint = dynamic(
  async () => (await import("@/components/inboxes/inbox-of-endpoint.tsx")).InboxOfEndpoint,
);

/** An address of this installation's own: nothing else is asked whether it is a debug inbox. */
const INBOX = /\/inbox\/[A-Za-z0-9_-]+$/;

export function EndpointOverview({ endpointId }: { endpointId: string }) {
  const t = useTranslations("endpoints.overview");
  const access = useAccess();
  const endpoint = useQuery(endpointQuery(access, endpointId));
  const health = useQuery(healthQuery(access, endpointId));
  if (!endpoint.data) {
    return endpoint.error ? <QueryError title={t("error")} query={endpoint} /> : null;
  }
  return (
    <div className="mx-(--page-margin) grid grid-cols-1 max-w-[1280px] gap-6">
      <EndpointHeader endpointId={endpointId} />
      {health.data ? (
        <>
          <Condition health={health.data} />
          <EndpointDiagnosis endpoint={endpoint.data} health={health.data} />
        </>
      ) : health.error ? (
        <QueryError title={t("healthError")} query={health} />
      ) : (
        <Skeleton className="h-7 w-96 max-w-full" />
      )}
      <EndpointNumbers endpoint={endpoint.data} health={health.data} />
      <RecentDeliveries endpointId={endpointId} />
      {INBOX.test(endpoint.data.url) ? <InboxOfEndpoint url={endpoint.data.url} /> : null}
      <EndpointFacts endpoint={endpoint.data} certificateNotAfter={health.data?.certificateNotAfter ?? null} />
    </div>
  );
}

/** The state in a sentence, and on request the rule that gave it. */
function Condition({ health }: { health: EndpointHealthOut }) {
  const tone = toneOf(health.state);
  const t = useTranslations("endpoints.overview");
  const wordOf = useStateWord();
  const isOff = health.state === "turned_off" || health.state === "paused";
  const { since } = health;
  const words = {
    state: wordOf(health.state),
    b: (chunks: ReactNode) => <strong className={clsx("font-strong", TONE_INK[tone])}>{chunks}</strong>,
    time: () => <Figure>{since ? <Time at={since} show="since" precision="minute" plain /> : null}</Figure>,
  };
  return (
    <div>
      <StatusSentence>
        <StateGlyph state={health.state} className={clsx("me-2 inline size-5 align-[-3px]", TONE_MARK[tone])} />
        {health.since ? t.rich("stateSince", words) : t.rich("state", words)}{" "}
        {isOff && health.total === 0 ? null : <Share delivered={health.delivered} total={health.total} />}
      </StatusSentence>
      <details className="mt-1 text-meta text-ink-3">
        <summary className="inline-flex min-h-6 items-center rounded-mark underline decoration-line-strong underline-offset-3 hover:text-ink coarse:min-h-11">
          {t("how")}
        </summary>
        <div className="mt-1 max-w-measure text-dense text-ink-2">
          <p>{health.rule}</p>
          <p className="mt-1">{t("rules")}</p>
        </div>
      </details>
    </div>
  );
}
