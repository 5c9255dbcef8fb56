"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import type { EndpointRow } from "@/components/endpoints/endpoint-rows.ts";
import { isOffByUs } from "@/components/endpoints/endpoint-words.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Figure, SentenceLink, StatusSentence } from "@/components/ui/status-sentence.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

const b = (chunks: ReactNode) => <Figure>{chunks}</Figure>;
/** Below it a percentage pretends to a precision that is not there. */
const FEW = 20;

/** How all of them are doing, and the way to the one that is not. */
export function EndpointsSentence({ rows, known }: { rows: EndpointRow[]; known: boolean }) {
  const t = useTranslations("endpoints.sentence");
  const total = rows.reduce((sum, { health }) => sum + (health?.total ?? 0), 0);
  const delivered = rows.reduce((sum, { health }) => sum + (health?.delivered ?? 0), 0);
  return (
    <StatusSentence>
      {t.rich("endpoints", { count: rows.length, b })} {known ? <Share delivered={delivered} total={total} /> : null}{" "}
      {known ? <Trouble rows={rows} /> : null}
    </StatusSentence>
  );
}

export function Share({ delivered, total }: { delivered: number; total: number }) {
  const t = useTranslations("endpoints.sentence");
  const { share } = useFormat();
  if (total === 0) return t("nothing");
  if (total < FEW) return t.rich("few", { delivered, total, b });
  return t.rich("many", { share: share(delivered, total), total, b });
}

function Trouble({ rows }: { rows: EndpointRow[] }) {
  const t = useTranslations("endpoints.sentence");
  const access = useAccess();
  const failing = rows.filter(({ health }) => health?.state === "failing");
  // What a person turned off or paused is as they wanted it; but a pause is easily forgotten.
  const off = rows.filter(({ endpoint, health }) => health?.state === "turned_off" && isOffByUs(endpoint));
  const paused = rows.filter(({ health }) => health?.state === "paused");
  const worst = failing[0] ?? off[0] ?? paused[0];
  if (!worst) return null;
  const href = endpointPath(access, access.applicationId, worst.endpoint.id);
  const link = (chunks: ReactNode) => <SentenceLink href={href}>{chunks}</SentenceLink>;
  if (failing.length > 1) return t.rich("failingMany", { count: failing.length, link });

  const state = failing.length === 1 ? "failing" : off.length > 0 ? "off" : "paused";
  const since = worst.health?.since;
  if (!since) return t.rich(state, { name: worst.name, link });
  const time = () => <Time at={since} show="since" precision="minute" plain />;
  return t.rich(`${state}Since`, { name: worst.name, link, time });
}
