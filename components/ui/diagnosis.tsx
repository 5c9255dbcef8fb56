"use client";

import { clsx } from "clsx";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Tone } from "@/components/ui/state-tone.ts";

type DiagnosisProps = {
  /** The cause in two or three words: "Certificate expired". */
  label: string;
  /** What happened, and on whose side. */
  says: ReactNode;
  /** What can be done, and what happens if nothing is. */
  suggests?: ReactNode;
  /** One or two buttons. */
  action?: ReactNode;
  tone?: Extract<Tone, "fail" | "retry" | "wait" | "off" | "ok">;
  className?: string;
};

const LOOK = {
  fail: "border-fail-mark bg-fail-soft",
  retry: "border-retry-mark bg-retry-soft",
  wait: "border-wait-mark bg-wait-soft",
  off: "border-off-mark bg-off-soft",
  ok: "border-ok-mark bg-ok-soft",
};

const INK = {
  fail: "text-fail-ink",
  retry: "text-retry-ink",
  wait: "text-wait-ink",
  off: "text-off-ink",
  ok: "text-ok-ink",
};

/** Why it failed, in words, with the way out. */
export function Diagnosis({ label, says, suggests, action, tone = "fail", className }: DiagnosisProps) {
  const t = useTranslations("ui");
  return (
    <div
      className={clsx(
        "flex flex-wrap items-center gap-x-6 gap-y-2 border-s-[3px] py-2.5 ps-3.5 pe-4",
        LOOK[tone],
        className,
      )}
    >
      <div className="wrap-anywhere min-w-[min(100%,24rem)] flex-1 text-body text-ink">
        <p>
          <strong className={clsx("font-strong", INK[tone])}>{t("diagnosisLabel", { label })}</strong> {says}
        </p>
        {suggests ? <p className="max-w-measure text-ink-2">{suggests}</p> : null}
      </div>
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
