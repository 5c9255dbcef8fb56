import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { rangeParam, systemHistoryQuery, systemQuery, systemStorageQuery } from "@/components/system/queries.ts";
import { SystemPage } from "@/components/system/system-page.tsx";
import { loadParams } from "@/components/ui/url-params.ts";
import { getSystem } from "@/lib/domain/system/get.ts";
import { getSystemHistory } from "@/lib/domain/system/history.ts";
import { getSystemStorage } from "@/lib/domain/system/storage.ts";

export const metadata: Metadata = { title: "System" };

const PATH = "/console/system";

export default async function ConsoleSystemPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(PATH, { search: searchParams });
  const { range } = await loadParams({ range: rangeParam }, searchParams);
  const [system, history, storage] = await Promise.all([
    getSystem(staff.ctx),
    getSystemHistory(staff.ctx, { range }),
    getSystemStorage(staff.ctx),
  ]);
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "System" }]} active={PATH}>
      <h1 className="sr-only">System</h1>
      <Prefetched
        data={[
          [systemQuery.queryKey, system],
          [systemHistoryQuery(range).queryKey, history],
          [systemStorageQuery.queryKey, storage],
        ]}
      >
        <SystemPage />
      </Prefetched>
    </ConsolePage>
  );
}
