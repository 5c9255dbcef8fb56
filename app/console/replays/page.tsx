import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { FleetList } from "@/components/replays/fleet/fleet-list.tsx";
import { FLEET_REPLAYS } from "@/components/replays/fleet/paths.ts";
import { everyReplayQuery } from "@/components/replays/fleet/queries.ts";
import { PAGE_SIZE } from "@/components/replays/queries.ts";
import { listTasks } from "@/lib/domain/tasks/list.ts";

export const metadata: Metadata = { title: "Replays" };

export default async function ReplaysPage() {
  const staff = await requireStaffAt(FLEET_REPLAYS);
  const page = await listTasks(staff.ctx, { replays: true, limit: PAGE_SIZE, order: "descending" });
  const first = { pages: [page], pageParams: [null] };
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Replays" }]} active={FLEET_REPLAYS}>
      <Prefetched data={[[everyReplayQuery().queryKey, first]]}>
        <FleetList />
      </Prefetched>
    </ConsolePage>
  );
}
