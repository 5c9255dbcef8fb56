import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { FailuresScreen } from "@/components/failures/failures-screen.tsx";
import { causesQuery, failuresQuery, PAGE_SIZE } from "@/components/failures/queries.ts";
import { apiQuery, loadFailures } from "@/components/failures/search-params.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { listFailureCauses, listFailureGroups } from "@/lib/domain/failure-groups/list.ts";

export const metadata: Metadata = { title: "Failures" };

const PATH = "/console/failures";

export default async function FailuresPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(PATH, { search: searchParams });
  const state = await loadFailures(searchParams);
  const { sort, ...filter } = apiQuery(state, Date.now());
  const { cause: _cause, ...facets } = filter;
  const [page, causes] = await Promise.all([
    listFailureGroups(staff.ctx, { filter, sort, limit: PAGE_SIZE }),
    listFailureCauses(staff.ctx, { filter: facets }),
  ]);
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Failures" }]} active={PATH}>
      <h1 className="sr-only">Failures</h1>
      <Prefetched
        data={[
          [failuresQuery(state).queryKey, { pages: [page], pageParams: [null] }],
          [causesQuery(state).queryKey, causes],
        ]}
      >
        <FailuresScreen />
      </Prefetched>
    </ConsolePage>
  );
}
