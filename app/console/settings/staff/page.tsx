import type { Metadata } from "next";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { PAGE_SIZE, staffListQuery } from "@/components/staff/queries.ts";
import { StaffList } from "@/components/staff/staff-list.tsx";
import { listStaff } from "@/lib/domain/staff/list.ts";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Staff" };

const PATH = "/console/settings/staff";

export default async function StaffSettingsPage() {
  const staff = await requireStaffAt(PATH, { least: "admin" });
  const crumbs = [{ label: "Staff" }];
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={crumbs} active={PATH}>
        <h1 className="text-page">Staff</h1>
        <Forbidden what="The people who may sign in" role={staff.actor.role} least="admin" />
      </ConsolePage>
    );
  }
  const first = { pages: [await listStaff(staff.ctx, { limit: PAGE_SIZE })], pageParams: [null] };
  return (
    <ConsolePage staff={staff} crumbs={crumbs} active={PATH}>
      <Prefetched data={[[staffListQuery.queryKey, first]]}>
        <StaffList nowMs={Date.now()} selfId={formatId("staff", staff.actor.id)} />
      </Prefetched>
    </ConsolePage>
  );
}
