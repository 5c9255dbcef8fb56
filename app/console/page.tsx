import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { FleetOverview } from "@/components/console/fleet-overview.tsx";
import { fleetSummaryQuery, TOP_FAILURES, topFailuresQuery } from "@/components/console/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getFleetSummary } from "@/lib/domain/applications/fleet-summary.ts";
import { listFailureGroups } from "@/lib/domain/failure-groups/list.ts";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const staff = await requireStaffAt("/console");
  const [summary, failures] = await Promise.all([
    getFleetSummary(staff.ctx),
    listFailureGroups(staff.ctx, {
      filter: { state: ["open", "acknowledged"] },
      sort: "undelivered",
      limit: TOP_FAILURES,
    }),
  ]);
  return (
    <ConsolePage staff={staff} active="/console">
      <h1 className="sr-only">Overview</h1>
      <Prefetched
        data={[
          [fleetSummaryQuery.queryKey, summary],
          [topFailuresQuery.queryKey, failures],
        ]}
      >
        <FleetOverview publicUrl={env().PUBLIC_URL} />
      </Prefetched>
    </ConsolePage>
  );
}
