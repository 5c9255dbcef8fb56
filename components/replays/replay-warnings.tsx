"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { endpointPath } from "@/components/deliveries/paths.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { useAccess } from "@/components/portal/access.tsx";
import type { NewReplay } from "@/components/replays/use-new-replay.ts";
import { WithCode } from "@/components/ui/code.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { ReplayPreviewOut } from "@/lib/contract/replay.ts";

type Warning = { key: string; says: ReactNode };

/** Only what is true of this replay; a warning that always stands there is read by nobody. */
export function ReplayWarnings({ replay, counted }: { replay: NewReplay; counted: ReplayPreviewOut }) {
  const warnings = useWarnings(replay, counted);
  if (warnings.length === 0) return null;
  return (
    <ul className="grid gap-2">
      {warnings.map(({ key, says }) => (
        <li key={key} className="flex max-w-measure items-start gap-2.5 text-body text-ink">
          <StateGlyph state="degraded" className="mt-[3px] shrink-0 text-retry-mark" />
          <span className="wrap-anywhere min-w-0">{says}</span>
        </li>
      ))}
    </ul>
  );
}

function useWarnings({ params, what, chosen, health }: NewReplay, counted: ReplayPreviewOut): Warning[] {
  const t = useTranslations("replays");
  const access = useAccess();
  const concerned = new Set(counted.byEndpoint.map(({ endpointId }) => endpointId));
  const isOnly = (params.endpoint?.length ?? 0) === 1;
  const sendsDelivered = what === "all" && !params.again && (params.status?.includes("delivered") ?? true);
  const stateOf = (id: string) => health?.find(({ endpointId }) => endpointId === id)?.state;

  function of(endpoint: EndpointOut): Warning[] {
    const name = nameOf(endpoint);
    const href = endpointPath(access, access.applicationId, endpoint.id);
    const link = (chunks: ReactNode) => (
      <Link href={href} className="text-accent underline underline-offset-3">
        {chunks}
      </Link>
    );
    if (endpoint.disabled)
      return [{ key: `${endpoint.id} off`, says: t.rich(isOnly ? "warning.off" : "warning.offSome", { name, link }) }];
    const warnings: Warning[] = [];
    if (endpoint.pausedAt)
      warnings.push({ key: `${endpoint.id} paused`, says: t.rich("warning.paused", { name, link }) });
    else if (stateOf(endpoint.id) === "failing")
      warnings.push({ key: `${endpoint.id} failing`, says: t.rich("warning.failing", { name, link }) });
    if (endpoint.deliveryOptions?.fifo)
      warnings.push({ key: `${endpoint.id} order`, says: t("warning.order", { name }) });
    return warnings;
  }

  return [
    ...(sendsDelivered ? [{ key: "delivered", says: <WithCode text={t("warning.delivered")} /> }] : []),
    ...chosen.filter(({ id }) => concerned.has(id)).flatMap(of),
  ];
}
