import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { AuditScreen } from "@/components/audit/audit-screen.tsx";
import { auditFilter, auditQuery, PAGE_SIZE } from "@/components/audit/queries.ts";
import { loadAuditState } from "@/components/audit/search-params.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { leastRole } from "@/components/console/staff-role.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { AuditFilter } from "@/lib/contract/audit.ts";
import { listAuditLog } from "@/lib/domain/audit/list.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";

export const metadata: Metadata = { title: "Audit log" };

const PATH = "/console/audit";
const LEAST = leastRole("listAuditLog");

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const staff = await requireStaffAt(PATH, { search: searchParams, least: LEAST });
  const crumbs = [{ label: "Audit log" }];
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={crumbs} active={PATH}>
        <h1 className="text-page">Audit log</h1>
        <Forbidden what="Entries of the audit log" role={staff.actor.role} least={LEAST} />
      </ConsolePage>
    );
  }
  const state = await loadAuditState(searchParams);
  const filter = AuditFilter.safeParse(auditFilter(state, Date.now()));
  // What cannot be read now is asked for again by the list itself, which then says why.
  const page = filter.success
    ? await listAuditLog(staff.ctx, { ...filter.data, limit: PAGE_SIZE }).catch(() => null)
    : null;
  const first = { pages: [page], pageParams: [null] };
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active={PATH}>
      <Prefetched data={page ? [[auditQuery(state).queryKey, first]] : []}>
        <AuditScreen keptDays={settings().auditDays} />
      </Prefetched>
    </ConsolePage>
  );
}
