/** The post horn: one coil, a bell, a mouthpiece. In the current colour. */
export function Logo({ className = "" }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" className={`shrink-0 ${className}`}>
      <path d={TUBE} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d={BELL} fill="currentColor" />
    </svg>
  );
}

const TUBE = "M2 6.5h9a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11M11 17.5h5";
const BELL = "M15 16.5c3.1 0 5.6-1.3 7.5-3.8v9.6c-1.9-2.5-4.4-3.8-7.5-3.8Z";
