"use client";

import { endpointPath } from "@/components/deliveries/paths.ts";
import type { EndpointRow } from "@/components/endpoints/endpoint-rows.ts";
import { endpointsCounted, isOffByUs } from "@/components/endpoints/endpoint-words.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { formatCount, formatShare } from "@/components/ui/format-number.ts";
import { Figure, SentenceLink, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";

/** How all of them are doing, and the way to the one that is not. */
export function EndpointsSentence({ rows, known }: { rows: EndpointRow[]; known: boolean }) {
  const total = rows.reduce((sum, { health }) => sum + (health?.total ?? 0), 0);
  const delivered = rows.reduce((sum, { health }) => sum + (health?.delivered ?? 0), 0);
  return (
    <StatusSentence>
      <Figure>{endpointsCounted(rows.length)}.</Figure> {known ? <Share delivered={delivered} total={total} /> : null}{" "}
      {known ? <Trouble rows={rows} /> : null}
    </StatusSentence>
  );
}

export function Share({ delivered, total }: { delivered: number; total: number }) {
  if (total === 0) return <>Nothing was sent in the last 24 hours.</>;
  if (total < 20) {
    return (
      <>
        <Figure>{formatShare(delivered, total)}</Figure> {total === 1 ? "delivery" : "deliveries"} succeeded in the last
        24 hours.
      </>
    );
  }
  return (
    <>
      <Figure>{formatShare(delivered, total)}</Figure> of {formatCount(total)} deliveries succeeded in the last 24
      hours.
    </>
  );
}

function Trouble({ rows }: { rows: EndpointRow[] }) {
  const access = useAccess();
  const failing = rows.filter(({ health }) => health?.state === "failing");
  // What a person turned off or paused is as they wanted it; but a pause is easily forgotten.
  const off = rows.filter(({ endpoint, health }) => health?.state === "turned_off" && isOffByUs(endpoint));
  const paused = rows.filter(({ health }) => health?.state === "paused");
  const worst = failing[0] ?? off[0] ?? paused[0];
  if (!worst) return null;
  const href = endpointPath(access, access.applicationId, worst.endpoint.id);
  if (failing.length > 1) {
    return <SentenceLink href={href}>{endpointsCounted(failing.length)} are failing.</SentenceLink>;
  }
  const since = worst.health?.since;
  return (
    <>
      <SentenceLink href={href}>
        {`${worst.name} ${failing.length === 1 ? "is failing" : off.length > 0 ? "is turned off" : "is paused"}`}
      </SentenceLink>
      {since ? (
        <>
          {" "}
          since <Time at={since} show="since" precision="minute" plain />
        </>
      ) : null}
      .
    </>
  );
}
