import type { Bucket } from "@/components/ui/histogram.tsx";

type Scale = { upMax: number; downMax: number; upShare: number };

/**
 * One scale for both directions, so that heights compare; the axis moves to where both fit.
 * Failures keep a fifth of the height even when there are hardly any: one red bar in ten thousand is seen.
 */
export function histogramScale(buckets: Bucket[]): Scale {
  const up = Math.max(1, ...buckets.map((bucket) => bucket.delivered + bucket.retrying));
  const down = Math.max(0, ...buckets.map((bucket) => bucket.failed));
  const upShare = Math.max(0.2, Math.min(0.8, up / (up + down)));
  const unit = Math.max(up / upShare, down / (1 - upShare));
  return { upMax: unit * upShare, downMax: unit * (1 - upShare), upShare };
}

const MIN_PX = 2;

export function HistogramBars({ buckets }: { buckets: Bucket[] }) {
  const { upMax, downMax, upShare } = histogramScale(buckets);
  const height = (n: number, max: number) => (n === 0 ? "0" : `max(${MIN_PX}px, ${((n / max) * 100).toFixed(2)}%)`);
  return (
    <div aria-hidden="true" className="absolute inset-0 flex flex-col">
      <div className="flex items-end" style={{ height: `${upShare * 100}%` }}>
        {buckets.map((bucket) => (
          <div key={bucket.from} className="flex h-full flex-1 flex-col items-center justify-end gap-px">
            {bucket.retrying > 0 ? (
              <div
                data-bar
                className="w-[70%] max-w-2.5 rounded-mark hatch-retry-mark"
                style={{ height: height(bucket.retrying, upMax) }}
              />
            ) : null}
            {bucket.delivered > 0 ? (
              <div
                data-bar
                className="w-[70%] max-w-2.5 rounded-mark bg-ok-mark"
                style={{ height: height(bucket.delivered, upMax) }}
              />
            ) : null}
          </div>
        ))}
      </div>
      <div className="h-px shrink-0 bg-line-strong" />
      <div className="flex grow items-start">
        {buckets.map((bucket) => (
          <div key={bucket.from} className="flex h-full flex-1 justify-center">
            {bucket.failed > 0 ? (
              <div
                data-bar
                className="w-[70%] max-w-2.5 rounded-mark bg-fail-mark"
                style={{ height: height(bucket.failed, downMax) }}
              />
            ) : null}
          </div>
        ))}
      </div>
    </div>
  );
}
