import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { fleetSummaryQuery } from "@/components/console/queries.ts";
import { QuickStart } from "@/components/console/quick-start.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getFleetSummary } from "@/lib/domain/applications/fleet-summary.ts";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Quick start" };

export default async function QuickStartPage() {
  const staff = await requireStaffAt("/console/developers/quickstart");
  const summary = await getFleetSummary(staff.ctx);
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Quick start" }]} active="/console/developers/quickstart">
      <h1 className="text-page">Quick start</h1>
      <p className="mt-1 mb-6 max-w-measure text-body text-ink-2">
        Three requests from your backend. Each step turns green when the request arrives here.
      </p>
      <Prefetched data={[[fleetSummaryQuery.queryKey, summary]]}>
        <QuickStart publicUrl={env().PUBLIC_URL} heading="h2" />
      </Prefetched>
    </ConsolePage>
  );
}
