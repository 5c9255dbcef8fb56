import type { Metadata } from "next";
import { ApplicationFrame, requireApplication } from "@/app/console/applications/[appId]/application-frame.tsx";
import { requireStaffAt, type SearchParams } from "@/app/console/session.ts";
import { MessageList } from "@/components/applications/message-list.tsx";
import { formatId } from "@/lib/ids.ts";

export const metadata: Metadata = { title: "Messages of an application" };

type Props = { params: Promise<{ appId: string }>; searchParams: SearchParams };

export default async function MessagesPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const path = `/console/applications/${appId}/messages`;
  const staff = await requireStaffAt(path, { search: searchParams, least: "support" });
  const row = await requireApplication(staff.ctx, appId);
  return (
    <ApplicationFrame staff={staff} row={row} what="Messages" data={[]}>
      <MessageList applicationId={formatId("application", row.id)} />
    </ApplicationFrame>
  );
}
