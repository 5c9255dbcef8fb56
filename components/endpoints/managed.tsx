"use client";

import { useTranslations } from "use-intl";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** Beside the name of an endpoint that is set elsewhere. */
export function ManagedBadge({ endpoint }: { endpoint: Pick<EndpointOut, "managedBy"> }) {
  const t = useTranslations("endpoints.managed");
  if (endpoint.managedBy === null) return null;
  return (
    <span className="inline-block shrink-0 rounded-mark border border-line-strong px-1.5 align-middle text-meta font-plain text-ink-2">
      {t("badge")}
    </span>
  );
}

/** Where such an endpoint is changed, and what can be done with it here. */
export function ManagedNote({ endpoint }: { endpoint: Pick<EndpointOut, "managedBy"> }) {
  const t = useTranslations("endpoints.managed");
  if (endpoint.managedBy === null) return null;
  return (
    <p className="mt-4 mb-4 max-w-measure text-dense text-ink-2">
      {endpoint.managedBy === "environment"
        ? t.rich("environment", { code: (chunks) => <span className="text-mono">{chunks}</span> })
        : t("test")}
    </p>
  );
}
