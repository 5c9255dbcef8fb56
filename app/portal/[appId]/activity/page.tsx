import type { Metadata } from "next";
import { ActivityScreen } from "@/components/activity/activity-screen.tsx";
import { activityFilter, activityKey, PAGE_SIZE } from "@/components/activity/queries.ts";
import { loadActivityState } from "@/components/activity/search-params.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { listActivity } from "@/lib/domain/activity/list.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("activity");
  return { title: t("title") };
}

type Props = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ActivityPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const state = await loadActivityState(searchParams);
  const { applicationId } = portal.session.actor;
  const page = await listActivity(portal.ctx, {
    applicationId,
    limit: PAGE_SIZE,
    ...activityFilter(state, Date.now()),
  });
  return (
    <Prefetched data={[[activityKey(appId, state), { pages: [page], pageParams: [null] }]]}>
      <ActivityScreen />
    </Prefetched>
  );
}
