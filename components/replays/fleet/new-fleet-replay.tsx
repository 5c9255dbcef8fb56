"use client";

import { FleetFilter } from "@/components/replays/fleet/fleet-filter.tsx";
import { FleetPreview } from "@/components/replays/fleet/fleet-preview.tsx";
import { FleetStart } from "@/components/replays/fleet/fleet-start.tsx";
import { useNewFleetReplay } from "@/components/replays/fleet/use-new-fleet-replay.ts";
import type { What } from "@/components/replays/replay-params.ts";
import { WHATS } from "@/components/replays/replay-params.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

const WORDS: Record<What, [label: string, description: string]> = {
  failed: ["Failed", "Tried, and given up."],
  missing: ["Never sent", "Missed while an endpoint was off, did not want them, or did not exist yet."],
  undelivered: ["Failed, or not sent while off", "Everything that an outage left behind."],
  all: ["Everything that the filter finds", "What arrived already arrives again, unless the filter names states."],
};

/** What is to be replayed for several customers, counted before it is; the address holds all of it. */
export function NewFleetReplay() {
  const replay = useNewFleetReplay();
  const { params, setParams, what, problem, preview } = replay;
  const counted = problem ? undefined : preview.data;
  return (
    // No form: Enter in one of its fields must not send anything to anybody.
    <div className="mx-(--page-margin) grid max-w-[960px] grid-cols-1 gap-8">
      <h1 className="text-page">Replay across customers</h1>
      {params.again ? (
        <Banner
          state="failed"
          action={
            <Button size="small" onClick={() => setParams({ again: null })}>
              Choose something else
            </Button>
          }
        >
          What failed again in the other replay, and is not delivered yet.
        </Banner>
      ) : (
        <RadioGroup
          legend="What"
          name="what"
          value={what}
          onChange={(value) => setParams({ what: WHATS.find((one) => one === value) ?? null })}
          options={WHATS.map((value) => ({ value, label: WORDS[value][0], description: WORDS[value][1] }))}
        />
      )}
      <FleetFilter replay={replay} />
      {problem ? <Banner state="retrying">{problem}</Banner> : <FleetPreview replay={replay} />}
      {counted && (counted.deliveries > 0 || !counted.exact) ? <FleetStart replay={replay} counted={counted} /> : null}
    </div>
  );
}
