"use client";

import { clsx } from "clsx";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useClock, useTimeText } from "@/components/ui/clock.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { PANEL_CLASS, useDismiss, useFloating } from "@/components/ui/floating.ts";
import type { Precision } from "@/components/ui/format.ts";
import { useFormat } from "@/components/ui/use-format.ts";

type TimeProps = {
  /** ISO-8601, as the API gives it. */
  at: string;
  /** `relative` in prose and lists; `clock` where a date rule names the day; `moment` is day and clock together, `since` leaves out a day that is today. */
  show?: "relative" | "clock" | "moment" | "since" | "day";
  precision?: Precision;
  /** The first try's time: the panel then also says how long after it this was. */
  after?: string;
  /** Without the panel: inside a link or a button, which may not hold another one. */
  plain?: boolean;
  className?: string;
};

export function Time({ at, show = "relative", precision = "second", after, plain, className }: TimeProps) {
  const { zone, mode } = useClock();
  const format = useFormat();
  const ms = Date.parse(at);
  const kind = mode === "absolute" && show === "relative" ? "moment" : mode === "relative" ? "relative" : show;
  const text = useTimeText((nowMs) => {
    if (Number.isNaN(ms)) return at;
    if (kind === "relative") return format.relative(ms, nowMs);
    if (kind === "clock") return format.clock(ms, precision);
    if (kind === "day") return format.day(ms, nowMs);
    const isToday = format.day(ms, nowMs) === format.day(nowMs, nowMs);
    return kind === "since" && isToday ? format.clock(ms, precision) : format.moment(ms, nowMs, precision);
  });
  const face = clsx(kind === "clock" && "text-mono", "whitespace-nowrap", className);

  if (plain || Number.isNaN(ms)) {
    const full = Number.isNaN(ms) ? undefined : `${format.full(ms)} ${zone}`;
    return (
      <time dateTime={at} title={full} className={face}>
        {text}
      </time>
    );
  }
  return <TimeWithPanel at={at} ms={ms} text={text} zone={zone} after={after} className={face} />;
}

type TimeWithPanelProps = { at: string; ms: number; text: string; zone: string; after?: string; className: string };

function TimeWithPanel({ at, ms, text, zone, after, className }: TimeWithPanelProps) {
  const [open, setOpen] = useState(false);
  const wrapRef = useRef<HTMLSpanElement>(null);
  const buttonRef = useRef<HTMLButtonElement>(null);
  const panelRef = useRef<HTMLSpanElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useFloating(open, buttonRef, panelRef, { side: "below", align: "start" });
  useDismiss(open, [wrapRef], () => setOpen(false));

  // The pause lets a pointer pass over a list without a trail of panels, and reach the panel across the gap.
  function soon(next: boolean) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(next), next ? 350 : 200);
  }

  return (
    <span
      ref={wrapRef}
      role="none"
      className="inline-block"
      // Not on entering: a page that changes may put a time under a pointer that lies still, and the panel would cover what comes next.
      onPointerMove={(event) => event.pointerType === "mouse" && soon(true)}
      onPointerLeave={(event) => event.pointerType === "mouse" && soon(false)}
      onBlur={(event) => {
        if (!wrapRef.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={buttonRef}
        type="button"
        aria-expanded={open}
        onFocus={(event) => event.target.matches(":focus-visible") && setOpen(true)}
        onClick={(event) => {
          event.stopPropagation();
          clearTimeout(timer.current);
          setOpen(true);
        }}
        className={clsx("-my-0.5 min-h-6 cursor-default rounded-mark", className)}
      >
        <time dateTime={at}>{text}</time>
      </button>
      {open ? (
        <span ref={panelRef} popover="manual" className={clsx(PANEL_CLASS, "p-2 text-meta")}>
          <TimePanel ms={ms} zone={zone} after={after} />
        </span>
      ) : null}
    </span>
  );
}

function TimePanel({ ms, zone, after }: { ms: number; zone: string; after?: string }) {
  const t = useTranslations("ui.time");
  const format = useFormat();
  const rows: [string, string][] = [
    [zone === "UTC" ? "" : `${zone.replaceAll("_", " ")} ${format.offset(ms)}`, format.full(ms)],
    ["UTC", format.full(ms, "UTC")],
    [t("iso"), new Date(ms).toISOString()],
    [t("epoch"), String(ms)],
  ];
  const afterMs = after ? ms - Date.parse(after) : 0;
  return (
    <span className="grid grid-cols-[auto_auto_auto] items-center gap-x-3">
      {rows
        .filter(([name]) => name)
        .map(([name, value]) => (
          <span key={name} className="col-span-3 grid grid-cols-subgrid items-center">
            <span className="text-ink-3">{name}</span>
            <span className="text-mono tabular-nums">{value}</span>
            <CopyButton value={value} label={t("copy", { name })} />
          </span>
        ))}
      {afterMs > 0 ? (
        <span className="col-span-3 pt-1 text-ink-2">{t("afterFirst", { after: `+${format.span(afterMs)}` })}</span>
      ) : null}
    </span>
  );
}
