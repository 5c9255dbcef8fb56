import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConsolePage } from "@/app/console/console-page.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { GroupPage } from "@/components/failures/group-page.tsx";
import { factsQuery, groupQuery } from "@/components/failures/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { getFailureGroup } from "@/lib/domain/failure-groups/get.ts";
import { listFailureFacts } from "@/lib/domain/failure-groups/timeline.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Failure" };

const LIST = "/console/failures";

type Props = { params: Promise<{ groupId: string }>; searchParams: SearchParams };

export default async function FailureGroupPage({ params, searchParams }: Props) {
  const { groupId: wireId } = await params;
  const staff = await requireStaffAt(`${LIST}/${wireId}`, { search: searchParams });
  const groupId = parseId("failureGroup", wireId);
  const group = await getFailureGroup(staff.ctx, { groupId }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });
  const facts = await listFailureFacts(staff.ctx, { groupId });
  return (
    <ConsolePage
      staff={staff}
      crumbs={[{ label: "Failures", href: LIST }, { label: `${group.causeLabel} · ${group.endpointName}` }]}
      active={LIST}
    >
      <Prefetched
        data={[
          [groupQuery(wireId).queryKey, group],
          [factsQuery(wireId).queryKey, facts.data],
        ]}
      >
        <GroupPage key={wireId} groupId={wireId} />
      </Prefetched>
    </ConsolePage>
  );
}
