import { clsx } from "clsx";
import type { ReactNode } from "react";

type DeliveryState = "sending" | "retrying" | "delivered" | "failed" | "canceled";
export type EndpointState = "healthy" | "degraded" | "failing" | "turned_off" | "paused" | "no_traffic";
export type Trigger = "scheduled" | "manual" | "test";
export type State = DeliveryState | EndpointState;

// Each state has its own outline, so that it can be told without colour. Inner signs are cut out of the shape
// (even-odd), not painted in a background colour, so that they survive hover, selection and forced colours.
const CHECK = "M4 8.8 7.03 11.83 12.13 6.17 10.87 5.03 6.97 9.37 5.2 7.6Z";
const CROSS =
  "M9.73 5.07 10.93 6.27 9.2 8 10.93 9.73 9.73 10.93 8 9.2 6.27 10.93 5.07 9.73 6.8 8 5.07 6.27 6.27 5.07 8 6.8Z";
const DISC = "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z";
const OCTAGON = "M15 10.9 10.9 15H5.1L1 10.9V5.1L5.1 1h5.8L15 5.1Z";
const solid = (d: string) => <path d={d} fill="currentColor" fillRule="evenodd" />;
const ring = { cx: 8, cy: 8, r: 6.1, fill: "none", stroke: "currentColor", strokeWidth: 1.8 };

const SHAPES: Record<State, ReactNode> = {
  sending: <circle {...ring} strokeDasharray="2.39 2.4" className="origin-center animate-[spin_4s_linear_infinite]" />,
  retrying: (
    <>
      <path d="M8 1.9A6.1 6.1 0 1 1 1.9 8" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <path d="M8.6-.9v5.6L4.3 1.9Z" fill="currentColor" />
    </>
  ),
  delivered: solid(DISC + CHECK),
  failed: solid(OCTAGON + CROSS),
  canceled: (
    <>
      <circle {...ring} />
      <path d="m3.8 12.2 8.4-8.4" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  healthy: solid(DISC + CHECK),
  degraded: solid("M8 1.2 15.4 14.4H.6ZM7.2 5.8v4.4h1.6V5.8ZM7.2 11.4v1.6h1.6v-1.6Z"),
  failing: solid(`${OCTAGON}M7.1 4v5h1.8V4ZM7.1 10.4v1.8h1.8v-1.8Z`),
  turned_off: (
    <>
      <circle {...ring} />
      <path d="M4.6 8h6.8" stroke="currentColor" strokeWidth="1.8" />
    </>
  ),
  paused: (
    <>
      <circle {...ring} />
      <path d="M6.3 5.2v5.6M9.7 5.2v5.6" stroke="currentColor" strokeWidth="1.7" />
    </>
  ),
  no_traffic: <circle {...ring} r={5.8} strokeWidth={2} strokeLinecap="round" strokeDasharray="0 4.555" />,
};

const TRIGGERS: Record<Trigger, ReactNode> = {
  scheduled: (
    <>
      <circle {...ring} strokeWidth={1.5} />
      <path d="M8 4.6V8l2.4 1.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
  manual: solid("M8 1.2a3.1 3.1 0 1 0 0 6.2 3.1 3.1 0 0 0 0-6.2ZM2 14.8c0-3.6 2.6-6 6-6s6 2.4 6 6Z"),
  test: (
    <path
      d="M5.6 1.8h4.8M6.6 1.8v4.4L2.7 13a.9.9 0 0 0 .8 1.3h9a.9.9 0 0 0 .8-1.3L9.4 6.2V1.8M4.6 10.4h6.8"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  ),
};

type GlyphProps = {
  className?: string;
  /** Only where no word stands beside the glyph. */
  label?: string;
};

function Glyph({ className, label, children }: GlyphProps & { children: ReactNode }) {
  const face = clsx("size-4 shrink-0 overflow-visible", className);
  if (!label)
    return (
      <svg viewBox="0 0 16 16" aria-hidden="true" className={face}>
        {children}
      </svg>
    );
  return (
    <svg viewBox="0 0 16 16" role="img" aria-label={label} className={face}>
      {children}
    </svg>
  );
}

/** The mark of a delivery's or an endpoint's state, in the current colour. */
export function StateGlyph({ state, ...props }: GlyphProps & { state: State }) {
  return <Glyph {...props}>{SHAPES[state]}</Glyph>;
}

export function TriggerGlyph({ trigger, ...props }: GlyphProps & { trigger: Trigger }) {
  return <Glyph {...props}>{TRIGGERS[trigger]}</Glyph>;
}
