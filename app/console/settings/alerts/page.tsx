import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { AlertsPage } from "@/components/staff-alerts/alerts-page.tsx";
import { historyQuery, PAGE_SIZE, staffAlertsQuery } from "@/components/staff-alerts/queries.ts";
import { getStaffAlerts } from "@/lib/domain/staff-alerts/change-rule.ts";
import { listStaffAlerts } from "@/lib/domain/staff-alerts/sent.ts";

export const metadata: Metadata = { title: "Alerts" };

const PATH = "/console/settings/alerts";

export default async function StaffAlertsPage() {
  const staff = await requireStaffAt(PATH);
  const [alerts, history] = await Promise.all([
    getStaffAlerts(staff.ctx),
    listStaffAlerts(staff.ctx, { limit: PAGE_SIZE }),
  ]);
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Alerts" }]} active={PATH}>
      <Prefetched
        data={[
          [staffAlertsQuery.queryKey, alerts],
          [historyQuery.queryKey, { pages: [history], pageParams: [null] }],
        ]}
      >
        <AlertsPage />
      </Prefetched>
    </ConsolePage>
  );
}
