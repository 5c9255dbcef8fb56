import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { ApplicationList } from "@/components/applications/application-list.tsx";
import { type ListState, loadListState, wireQuery } from "@/components/applications/list-params.ts";
import { type ApplicationPage, applicationsQuery, PAGE_SIZE } from "@/components/applications/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { listApplications } from "@/lib/domain/applications/list.ts";
import { listApplicationActivity } from "@/lib/domain/applications/list-activity.ts";
import type { Context } from "@/lib/domain/context.ts";
import { env } from "@/lib/env.ts";

export const metadata: Metadata = { title: "Applications" };

export default async function ApplicationsPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt("/console/applications", { search: searchParams });
  const given = await loadListState(searchParams);
  const state = { ...given, q: given.q.trim().slice(0, 256) };
  const first = { pages: [await firstPage(staff.ctx, state)], pageParams: [null] };
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Applications" }]} active="/console/applications">
      <Prefetched data={[[applicationsQuery(state).queryKey, first]]}>
        <ApplicationList publicUrl={env().PUBLIC_URL} />
      </Prefetched>
    </ConsolePage>
  );
}

async function firstPage(ctx: Context, given: ListState): Promise<ApplicationPage> {
  const { q, state, sort, order } = wireQuery(given);
  const page = await listApplications(ctx, { limit: PAGE_SIZE, order, sort, filter: { q, state } });
  const applicationIds = page.data.map(({ id }) => id);
  const { data: activity } = await listApplicationActivity(ctx, { applicationIds });
  return { applications: page.data, activity, iterator: page.done ? null : page.iterator };
}
