"use client";

import { useTranslations } from "use-intl";
import type { LiveMode } from "@/components/deliveries/use-live-mode.ts";
import { Button } from "@/components/ui/button.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";

/** What live mode does at the moment. Its height is always the same, so that no row moves because of it. */
export function LiveNotice({ live }: { live: LiveMode }) {
  const t = useTranslations("deliveries.live");
  if (!live.on) return null;
  return (
    <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 text-dense text-ink-2" data-num>
      <span className="inline-flex items-center gap-2">
        <StateGlyph state="sending" className={live.paused ? "text-off-mark *:animate-none" : "text-wait-mark"} />
        <Words live={live} />
      </span>
      {live.paused && live.waitingCount > 0 ? (
        <Button size="small" onClick={live.show}>
          {t("show")}
        </Button>
      ) : null}
    </div>
  );
}

function Words({ live }: { live: LiveMode }) {
  const t = useTranslations("deliveries.live");
  if (live.paused) return live.waitingCount > 0 ? t("paused", { count: live.waitingCount }) : t("pausedNone");
  if (live.isPolling) return t("polling");
  if (live.isConnecting) return t("connecting");
  if (!live.rate) return t("on");
  const { shown, total, atLeast } = live.rate;
  return t(atLeast ? "sampledAtLeast" : "sampled", { shown, total });
}
