"use client";

import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { FormEvent } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Range, RangeState } from "@/components/filters/range.ts";
import { RANGES, windowOf } from "@/components/filters/range.ts";
import { momentOfWall, wallTime } from "@/components/filters/zone-time.ts";
import { Button } from "@/components/ui/button.tsx";
import { buttonClass } from "@/components/ui/button-look.ts";
import { useClock, useTimeText } from "@/components/ui/clock.tsx";
import { Field } from "@/components/ui/field.tsx";
import { PANEL_CLASS, usePanel } from "@/components/ui/floating.ts";
import { Input } from "@/components/ui/input.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

type RangeControlProps = {
  state: RangeState;
  onRange: (range: Range) => void;
  onWindow: (window: { from: string | null; to: string | null }) => void;
};

const pressedOrFirst = (panel: HTMLElement) =>
  panel.querySelector<HTMLElement>("[aria-pressed=true]") ?? panel.querySelector("button");

/** Presets, or two moments in the reader's zone. */
export function RangeControl({ state, onRange, onWindow }: RangeControlProps) {
  const t = useTranslations("filters.range");
  const short = useShortRange();
  const { open, setOpen, close, buttonRef, panelRef } = usePanel("end", pressedOrFirst);

  const isFixed = state.from !== null || state.to !== null;
  return (
    <span className="inline-flex max-w-full">
      <button
        ref={buttonRef}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className={buttonClass({ className: "max-w-full shrink" })}
      >
        <span className="truncate">{isFixed ? <WindowText {...state} /> : t(state.range)}</span>
        <ChevronDown aria-hidden="true" size={14} strokeWidth={1.5} className="-me-1 shrink-0" />
      </button>
      {open ? (
        <div
          ref={panelRef}
          popover="manual"
          role="dialog"
          aria-label={t("label")}
          onKeyDown={(event) => event.stopPropagation()}
          className={`${PANEL_CLASS} w-80 p-3`}
        >
          <div className="grid grid-cols-3 gap-1.5">
            {RANGES.map((range) => {
              const isChosen = !isFixed && range === state.range;
              return (
                <button
                  key={range}
                  type="button"
                  aria-pressed={isChosen}
                  onClick={() => {
                    onRange(range);
                    close(true);
                  }}
                  className={clsx(
                    "h-7 rounded-control border text-dense coarse:h-11",
                    isChosen
                      ? "border-transparent bg-solid font-firm text-on-solid"
                      : "border-line-strong bg-surface hover:bg-hover",
                  )}
                >
                  <span className="sr-only">{t(range)}</span>
                  <span aria-hidden="true">{short(range)}</span>
                </button>
              );
            })}
          </div>
          <WindowForm
            state={state}
            onWindow={(window) => {
              onWindow(window);
              close(true);
            }}
          />
        </div>
      ) : null}
    </span>
  );
}

/** `15 min`, `24 h`, `7 days`. */
function useShortRange(): (range: Range) => string {
  const t = useTranslations("ui.format");
  return (range) => {
    const count = Number.parseInt(range, 10);
    if (range.endsWith("m")) return t("minutes", { value: String(count) });
    return range.endsWith("h") ? t("hours", { value: String(count) }) : t("days", { count });
  };
}

/** `14 Aug 09:12 – 15 Aug 10:00`. */
function WindowText({ from, to }: Pick<RangeState, "from" | "to">) {
  const t = useTranslations("filters.range");
  const format = useFormat();
  return useTimeText((nowMs) => {
    const text = (at: string) => format.moment(Date.parse(at), nowMs, "minute");
    if (from && to) return t("between", { from: text(from), to: text(to) });
    return from ? t("since", { from: text(from) }) : t("until", { to: text(to ?? "") });
  });
}

function WindowForm({ state, onWindow }: Pick<RangeControlProps, "state" | "onWindow">) {
  const { zone } = useClock();
  const t = useTranslations("filters.range");
  const format = useFormat();
  // Opened by a press, so this never runs while the page is rendered on the server.
  const [nowMs] = useState(() => Date.now());
  const [initial] = useState(() => windowOf(state, nowMs));
  const [from, setFrom] = useState(() => (initial.from ? wallTime(Date.parse(initial.from), zone) : ""));
  const [to, setTo] = useState(() => (initial.to ? wallTime(Date.parse(initial.to), zone) : ""));
  const [error, setError] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const fromMs = momentOfWall(from, zone);
    const toMs = momentOfWall(to, zone);
    if (fromMs === null && toMs === null) return setError(t("chooseOne"));
    if (fromMs !== null && toMs !== null && fromMs >= toMs) return setError(t("wrongOrder"));
    onWindow({
      from: fromMs === null ? null : new Date(fromMs).toISOString(),
      to: toMs === null ? null : new Date(toMs).toISOString(),
    });
  }

  return (
    <form onSubmit={submit} noValidate className="mt-3 grid gap-2 border-line border-t pt-3">
      <Field label={t("from")}>
        <Input type="datetime-local" value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field
        label={t("to")}
        error={error}
        hint={t("hint", { zone: zone.replaceAll("_", " "), offset: format.offset(nowMs) })}
      >
        <Input type="datetime-local" value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <div>
        <Button type="submit">{t("show")}</Button>
      </div>
    </form>
  );
}
