"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Code } from "@/components/ui/code.tsx";
import type { MissedWhy } from "@/lib/contract/missed-whys.ts";

/** Verdicts of routing: no delivery says them better. */
export type Routed = Extract<
  MissedWhy,
  "not_subscribed" | "filtered" | "no_channel_in_common" | "created_after" | "endpoint_off"
>;

/** Why routing left an endpoint out, in a sentence. */
export function VerdictWords({ why, type, clause }: { why: Routed; type: string; clause: string | null }) {
  const t = useTranslations("messages.verdict");
  const code = (chunks: ReactNode) => <Code>{chunks}</Code>;
  switch (why) {
    case "not_subscribed":
      return t.rich("not_subscribed", { type, code });
    case "filtered":
      return clause === null ? t("filtered") : t.rich("filteredBy", { clause, code });
    case "no_channel_in_common":
    case "created_after":
    case "endpoint_off":
      return t(why);
  }
}
