import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { ConsoleExplorer } from "@/components/console/console-explorer.tsx";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { apiFilter, deliveriesQuery, PAGE_SIZE } from "@/components/deliveries/queries.ts";
import { loadExplorer } from "@/components/deliveries/search-params.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { namedApplications } from "@/lib/domain/deliveries/app-filter.ts";
import { listAllDeliveries } from "@/lib/domain/deliveries/list.ts";

export const metadata: Metadata = { title: "Deliveries" };

const PATH = "/console/deliveries";

export default async function DeliveriesPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(PATH, { search: searchParams, least: leastRole("listAllDeliveries") });
  const crumbs = [{ label: "Deliveries" }];
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={crumbs} active={PATH}>
        <h1 className="text-page">Deliveries</h1>
        <Forbidden what="Deliveries" role={staff.actor.role} least={leastRole("listAllDeliveries")} />
      </ConsolePage>
    );
  }
  const state = await loadExplorer(searchParams);
  const { app, ...filter } = apiFilter(EVERY_APPLICATION, state, Date.now());
  // What cannot be read now is asked for again by the list itself, which then says why.
  const page = await listAllDeliveries(staff.ctx, {
    ...namedApplications(app),
    filter,
    limit: PAGE_SIZE,
  }).catch(() => null);
  const first = { pages: [page], pageParams: [null] };
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active={PATH}>
      <h1 className="sr-only">Deliveries</h1>
      <Prefetched data={page ? [[deliveriesQuery(EVERY_APPLICATION, state).queryKey, first]] : []}>
        <ConsoleExplorer />
      </Prefetched>
    </ConsolePage>
  );
}
