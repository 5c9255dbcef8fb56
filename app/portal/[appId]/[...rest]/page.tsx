import { notFound } from "next/navigation";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { requirePortal } from "@/lib/page/portal.ts";

/** Every address below a portal that has no page: told within the portal. */
export default async function NoSuchPage({ params }: { params: Promise<{ appId: string }> }) {
  if (!(await requirePortal((await params).appId))) return <SessionEnded />;
  notFound();
}
