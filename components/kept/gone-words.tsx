"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Code } from "@/components/ui/code.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { ContentGoneOut, PayloadKeepingOut } from "@/lib/contract/payload-keeping.ts";

/** Why a payload is no longer kept, and since when. */
export function PayloadGone({ gone }: { gone: ContentGoneOut }) {
  const t = useTranslations("kept.payload");
  return t.rich(gone.why, valuesOf(gone));
}

/** The same of a reply: what takes payloads alone does not take replies. */
export function ReplyGone({ gone }: { gone: ContentGoneOut }) {
  const t = useTranslations("kept.reply");
  return t.rich(gone.why === "retention" ? "retention" : "erased", valuesOf(gone));
}

function valuesOf({ since, days }: ContentGoneOut) {
  return {
    since: since === null ? "no" : "yes",
    days: days ?? 0,
    time: () => (since === null ? null : <Time at={since} show="moment" precision="minute" />),
  };
}

/** Until when a payload is kept, or since when it is not. */
export function PayloadKeeping({ payload: { gone, until, goesAfterSuccess } }: { payload: PayloadKeepingOut }) {
  const t = useTranslations("kept");
  if (gone) {
    return (
      <>
        <PayloadGone gone={gone} /> {t("noReplay")}
      </>
    );
  }
  if (until === null) return null;
  return t.rich(goesAfterSuccess ? "untilSuccess" : "until", {
    time: () => <Time at={until} show="moment" precision="minute" />,
  });
}

export const code = (chunks: ReactNode) => <Code>{String(chunks)}</Code>;
