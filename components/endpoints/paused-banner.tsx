"use client";

import { useTranslations } from "use-intl";
import { counted } from "@/components/endpoints/hold-words.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { HoldOut } from "@/lib/contract/endpoint-health.ts";

type PausedBannerProps = { pausedAt: string; hold: HoldOut | null; onResume: () => void };

/** Paused by a person: everything is kept, and nothing is sent. */
export function PausedBanner({ pausedAt, hold, onResume }: PausedBannerProps) {
  const t = useTranslations("endpoints");
  const access = useAccess();
  const count = hold?.kind === "paused" ? hold.waiting : 0;
  return (
    <Banner
      state="paused"
      className="mt-4"
      action={
        access.can("ManageEndpoint") ? (
          <Button variant="primary" onClick={onResume}>
            {t("action.resume")}
          </Button>
        ) : null
      }
    >
      {t.rich("hold.pausedSince", {
        b: (chunks) => <strong className="font-strong">{chunks}</strong>,
        time: () => <Time at={pausedAt} show="since" precision="minute" plain />,
      })}{" "}
      {count === 0 ? t("hold.noneWaits") : t("hold.waiting", counted(count))}
    </Banner>
  );
}
