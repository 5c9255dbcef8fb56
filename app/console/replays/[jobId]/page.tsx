import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { FleetReplayPage } from "@/components/replays/fleet/fleet-replay-page.tsx";
import { FLEET_REPLAYS, fleetReplayPath } from "@/components/replays/fleet/paths.ts";
import { fleetReplayQuery } from "@/components/replays/fleet/queries.ts";
import { getFleetReplay } from "@/lib/domain/replays/fleet/get.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Replay across customers" };

export default async function OneReplayPage({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params;
  const staff = await requireStaffAt(fleetReplayPath(jobId));
  const taskId = parseId("task", jobId);
  if (!taskId) notFound();
  const task = await getFleetReplay(staff.ctx, { taskId }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  return (
    <ConsolePage
      staff={staff}
      crumbs={[{ label: "Replays", href: FLEET_REPLAYS }, { label: task.name ?? "Replay" }]}
      active={FLEET_REPLAYS}
    >
      <Prefetched data={[[fleetReplayQuery(jobId).queryKey, task]]}>
        <FleetReplayPage taskId={jobId} />
      </Prefetched>
    </ConsolePage>
  );
}
