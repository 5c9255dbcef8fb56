"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useClock } from "@/components/ui/clock.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";

/** What is sent along now, as far as it may be shown. */
export function StoredAuthentication({ stored }: { stored: EndpointAuthenticationOut }) {
  const t = useTranslations("authentication");
  const format = useFormat();
  const { serverNowMs } = useClock();
  const { basic, bearer, apiKey, oauth2, mtls, ca } = stored;
  const lines: ReactNode[] = [];
  if (basic) lines.push(t("stored.basic", { username: basic.username }));
  if (bearer) lines.push(t("stored.bearer", { last4: bearer.last4 ?? "none" }));
  if (apiKey) lines.push(t("stored.apiKey", { header: apiKey.header, last4: apiKey.last4 ?? "none" }));
  if (oauth2) lines.push(t("stored.oauth2", { tokenUrl: oauth2.tokenUrl, clientId: oauth2.clientId }));
  if (mtls) {
    const endMs = Date.parse(mtls.notAfter);
    const words = { subject: mtls.subject, until: format.day(endMs, serverNowMs) };
    lines.push(
      endMs < serverNowMs ? (
        <span className="text-fail-ink">{t("stored.mtlsExpired", words)}</span>
      ) : (
        t("stored.mtls", words)
      ),
    );
  }
  if (ca) lines.push(t("stored.ca", { subjects: format.list(ca.map(({ subject }) => subject)) }));
  if (lines.length === 0) return <p>{t("none")}</p>;
  return (
    <ul aria-label={t("stored.label")} className="grid gap-1">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: facts in a fixed order.
        <li key={index} className="min-w-0 break-words">
          {line}
        </li>
      ))}
    </ul>
  );
}
