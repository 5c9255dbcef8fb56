"use client";

import { waitingCounted } from "@/components/endpoints/hold-words.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { HoldOut } from "@/lib/contract/endpoint-health.ts";

type PausedBannerProps = { pausedAt: string; hold: HoldOut | null; onResume: () => void };

/** Paused by a person: everything is kept, and nothing is sent. */
export function PausedBanner({ pausedAt, hold, onResume }: PausedBannerProps) {
  const access = useAccess();
  const count = hold?.kind === "paused" ? hold.waiting : 0;
  return (
    <Banner
      state="paused"
      className="mt-4"
      action={
        access.can("ManageEndpoint") ? (
          <Button variant="primary" onClick={onResume}>
            Resume…
          </Button>
        ) : null
      }
    >
      <strong className="font-strong">
        Paused since <Time at={pausedAt} show="since" precision="minute" plain />.
      </strong>{" "}
      {count === 0
        ? "No delivery waits so far; those that come are kept."
        : `${waitingCounted(count)} ${count === 1 ? "waits" : "wait"}; nothing is lost.`}
    </Banner>
  );
}
