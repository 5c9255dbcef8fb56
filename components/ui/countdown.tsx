"use client";

import { useTranslations } from "use-intl";
import { useTimeText } from "@/components/ui/clock.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type CountdownProps = {
  /** When it ends, ISO-8601 on the server's clock. */
  to: string;
  /** Said from zero on, until the server says otherwise. */
  zero?: string;
  className?: string;
};

/** Each second under a minute, each quarter minute above, and whole minutes from ten on. A timer, but not a live region: it would never be silent. */
export function Countdown({ to, zero, className }: CountdownProps) {
  const t = useTranslations("ui.countdown");
  const format = useFormat();
  const endMs = Date.parse(to);
  const text = useTimeText((nowMs) => {
    const left = endMs - nowMs;
    if (left < 500) return zero ?? t("zero");
    const step = left < 60_000 ? 1 : left < 600_000 ? 15_000 : 60_000;
    return format.span(Math.ceil(left / step) * step);
  });
  return (
    <span role="timer" aria-live="off" data-num className={className}>
      {text}
    </span>
  );
}
