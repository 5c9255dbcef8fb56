import { clsx } from "clsx";

/** The post horn: one coil, a bell, a mouthpiece. In the current colour. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={clsx("size-6 shrink-0", className)}>
      <path d={HORN} fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      <path d={BELL} fill="currentColor" />
    </svg>
  );
}

const HORN = "M2.5 6.6H11a5.6 5.6 0 1 1-5.6 5.6c0 3.1 2.5 5.6 5.6 5.6h6";
const BELL = "M15.4 16.2c2.9-.1 5-1 6.6-2.9v9c-1.6-1.9-3.7-2.8-6.6-2.9Z";
