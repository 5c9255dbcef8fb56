"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { clsx } from "clsx";
import { useTranslations } from "use-intl";
import { failureWords } from "@/components/alerts/failure-words.ts";
import { sentAlertsQuery } from "@/components/alerts/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import { Time } from "@/components/ui/time.tsx";

/** What became of a test, beside the button that sent it. */
export function TestResult({ alertId }: { alertId: string }) {
  const t = useTranslations("alerts");
  const sent = useInfiniteQuery(sentAlertsQuery(useAccess()));
  const alert = sent.data?.pages.flatMap((page) => page.data).find(({ id }) => id === alertId);
  const state = alert?.state ?? "waiting";
  const glyph: Record<typeof state, State> = { waiting: "sending", sent: "delivered", failed: "failed" };
  const text = () => {
    if (state === "sent") return t.rich("recipient.testSent", { time: () => <Time at={alert?.sentAt ?? ""} plain /> });
    const reason = alert?.failure ? failureWords(t, alert.failure) : null;
    if (state === "failed") return t("recipient.testFailed", { reason: reason ?? "" });
    if (reason === null || !alert?.nextTryAt) return t("recipient.testWaiting");
    const { nextTryAt } = alert;
    return t.rich("recipient.testAgain", { reason, time: () => <Time at={nextTryAt} plain /> });
  };
  return (
    <p role="status" className="flex items-start gap-2 text-dense text-ink-2">
      <StateGlyph state={glyph[state]} className={clsx("mt-0.5", TONE_MARK[toneOf(glyph[state])])} />
      <span>{text()}</span>
    </p>
  );
}
