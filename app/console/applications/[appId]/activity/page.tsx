import type { Metadata } from "next";
import { ApplicationFrame, requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { ActivityScreen } from "@/components/activity/activity-screen.tsx";
import { activityFilter, activityKey, PAGE_SIZE } from "@/components/activity/queries.ts";
import { loadActivityState } from "@/components/activity/search-params.ts";
import { listActivity } from "@/lib/domain/activity/list.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Activity of an application" };

type Props = { params: Promise<{ appId: string }>; searchParams: SearchParams };

export default async function ActivityPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const staff = await requireStaffAt(`/console/applications/${appId}/activity`, { search: searchParams });
  const row = await requireApplication(staff.ctx, appId);
  const state = await loadActivityState(searchParams);
  const filter = { applicationId: row.id, limit: PAGE_SIZE, ...activityFilter(state, Date.now()) };
  const first = { pages: [await listActivity(staff.ctx, filter)], pageParams: [null] };
  return (
    <ApplicationFrame
      staff={staff}
      row={row}
      what="Changes"
      data={[[activityKey(formatId("application", row.id), state), first]]}
    >
      <section aria-label="Activity">
        <ActivityScreen />
      </section>
    </ApplicationFrame>
  );
}
