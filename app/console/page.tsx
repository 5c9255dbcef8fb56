import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { FleetOverview } from "@/components/console/fleet-overview.tsx";
import { fleetSummaryQuery } from "@/components/console/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getFleetSummary } from "@/lib/domain/applications/fleet-summary.ts";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const staff = await requireStaffAt("/console");
  const summary = await getFleetSummary(staff.ctx);
  return (
    <ConsolePage staff={staff} active="/console">
      <h1 className="sr-only">Overview</h1>
      <Prefetched data={[[fleetSummaryQuery.queryKey, summary]]}>
        <FleetOverview publicUrl={env().PUBLIC_URL} />
      </Prefetched>
    </ConsolePage>
  );
}
