import { redirect } from "next/navigation";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { requirePortal } from "@/lib/page/portal.ts";

/** Endpoints are the first page; without any, it is the form that adds one. */
export default async function PortalPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  if (!(await requirePortal(appId))) return <SessionEnded />;
  redirect(`/portal/${appId}/endpoints`);
}
