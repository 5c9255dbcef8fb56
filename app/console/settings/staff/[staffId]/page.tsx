import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt } from "@/app/console/session.ts";
import { Forbidden } from "@/components/console/forbidden.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { PAGE_SIZE, staffMemberQuery, staffSessionsQuery } from "@/components/staff/queries.ts";
import { StaffMember } from "@/components/staff/staff-member.tsx";
import { nameOf } from "@/components/staff/staff-words.ts";
import { getStaff, listStaffSessions } from "@/lib/domain/staff/list.ts";
import { NotFound } from "@/lib/errors.ts";

export const metadata: Metadata = { title: "Staff" };

const LIST = "/console/settings/staff";

export default async function StaffMemberPage({ params }: { params: Promise<{ staffId: string }> }) {
  const { staffId } = await params;
  const staff = await requireStaffAt(`${LIST}/${staffId}`, { least: "admin" });
  if (!staff.isAllowed) {
    return (
      <ConsolePage staff={staff} crumbs={[{ label: "Staff", href: LIST }]} active={LIST}>
        <h1 className="text-page">Staff</h1>
        <Forbidden what="The people who may sign in" role={staff.actor.role} least="admin" />
      </ConsolePage>
    );
  }
  const read = Promise.all([
    getStaff(staff.ctx, { staffId }),
    listStaffSessions(staff.ctx, { staffId, limit: PAGE_SIZE }),
  ]);
  const [person, sessions] = await read.catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  return (
    <ConsolePage staff={staff} crumbs={[{ label: "Staff", href: LIST }, { label: nameOf(person) }]} active={LIST}>
      <Prefetched
        data={[
          [staffMemberQuery(staffId).queryKey, person],
          [staffSessionsQuery(staffId).queryKey, sessions.data],
        ]}
      >
        <StaffMember staffId={staffId} nowMs={Date.now()} />
      </Prefetched>
    </ConsolePage>
  );
}
