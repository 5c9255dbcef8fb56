import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { NewFleetReplay } from "@/components/replays/fleet/new-fleet-replay.tsx";
import { FLEET_REPLAYS, newFleetReplayPath } from "@/components/replays/fleet/paths.ts";

export const metadata: Metadata = { title: "New replay across customers" };

export default async function NewReplayPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(newFleetReplayPath(), { search: searchParams, least: "support" });
  return (
    <ConsolePage
      staff={staff}
      crumbs={[{ label: "Replays", href: FLEET_REPLAYS }, { label: "New replay" }]}
      active={FLEET_REPLAYS}
    >
      {staff.isAllowed ? (
        <NewFleetReplay />
      ) : (
        <>
          <h1 className="text-page">Replay across customers</h1>
          <Forbidden what="Replays" role={staff.actor.role} least="support" />
        </>
      )}
    </ConsolePage>
  );
}
