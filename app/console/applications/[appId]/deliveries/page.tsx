import type { Metadata } from "next";
import { ApplicationFrame, requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { prefetchExplorer } from "@/app/portal/[appId]/deliveries/prefetch-explorer.ts";
import { ApplicationDeliveries } from "@/components/applications/application-deliveries.tsx";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Deliveries of an application" };

type Props = { params: Promise<{ appId: string }>; searchParams: SearchParams };

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const path = `/console/applications/${appId}/deliveries`;
  const staff = await requireStaffAt(path, { search: searchParams, least: "support" });
  const row = await requireApplication(staff.ctx, appId);
  const id = formatId("application", row.id);
  const scope = { surface: "console" as const, applicationId: id };
  const data = staff.isAllowed
    ? await prefetchExplorer({ ctx: staff.ctx, applicationId: row.id, scope, searchParams })
    : [];
  return (
    <ApplicationFrame staff={staff} row={row} what="Deliveries" data={data}>
      <ApplicationDeliveries applicationId={id} />
    </ApplicationFrame>
  );
}
