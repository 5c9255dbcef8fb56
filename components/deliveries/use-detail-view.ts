"use client";

import type { DetailTab } from "@/components/deliveries/search-params.ts";
import { detailParams } from "@/components/deliveries/search-params.ts";
import { useUrlParams } from "@/components/ui/use-url-params.ts";
import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";
import type { AttemptOut } from "@/lib/contract/delivery-attempt.ts";

const { tab: TAB, try: TRY, with: WITH } = detailParams;
const VIEW = { tab: TAB, try: TRY, with: WITH };

/** The chosen try and side of it, as the URL says or as is most useful. */
export function useDetailView(delivery: DeliveryDetailOut | undefined) {
  const [{ tab, try: number, with: other }, setParams] = useUrlParams(VIEW);
  const attempts = delivery?.attempts ?? [];
  const named = number === null ? -1 : attempts.findIndex((attempt) => attempt.number === number);
  const attemptIndex = named >= 0 ? named : attempts.length - 1;
  const attempt: AttemptOut | undefined = attempts[attemptIndex];

  const setAttempt = (next: number | null) => setParams({ try: next });
  const compared = attempts.find(({ number: one }) => one === other && one !== attempt?.number);
  return {
    attempt,
    /** The try that the chosen one is compared with. */
    compared,
    compareWith: (next: number | null) => setParams({ with: next }),
    attemptIndex,
    /** What went wrong is in the reply; what went right is looked at for what was sent. */
    tab: tab ?? (attempt?.outcome === "succeeded" ? "request" : "response"),
    setTab: (next: DetailTab) => setParams({ tab: next }),
    setAttempt,
    stepAttempt: (step: 1 | -1) => {
      const next = attempts[attemptIndex + step];
      if (next) setAttempt(next.number);
    },
  };
}
export type DetailView = ReturnType<typeof useDetailView>;
