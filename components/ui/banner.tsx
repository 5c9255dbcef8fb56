import { clsx } from "clsx";
import type { ReactNode } from "react";
import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";

type BannerProps = {
  /** The state that the banner is about; gives it its mark and its ground. */
  state: State;
  children: ReactNode;
  action?: ReactNode;
  /** Read out at once when it appears: an outage, an ending session. */
  urgent?: boolean;
  className?: string;
};

const GROUND = {
  ok: "bg-ok-soft",
  fail: "bg-fail-soft",
  retry: "bg-retry-soft",
  wait: "bg-wait-soft",
  off: "bg-off-soft",
};

/** Across the top of a page: an endpoint that is off, a connection that is gone, a session that ends. */
export function Banner({ state, children, action, urgent, className }: BannerProps) {
  const tone = toneOf(state);
  return (
    <div
      role={urgent ? "alert" : undefined}
      className={clsx(
        "flex flex-wrap items-center gap-x-4 gap-y-2 rounded-card px-4 py-2.5 text-body text-ink",
        GROUND[tone],
        className,
      )}
    >
      <div className="flex min-w-60 flex-1 items-start gap-2.5">
        <StateGlyph state={state} className={clsx("mt-[3px]", TONE_MARK[tone])} />
        {/* A brand's link colour is chosen to be read on the page, not on the grounds of states. */}
        <div className="max-w-measure [&_.text-accent]:text-ink">{children}</div>
      </div>
      {action ? <div className="flex flex-wrap gap-2">{action}</div> : null}
    </div>
  );
}
