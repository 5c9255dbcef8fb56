import type { Metadata } from "next";
import { readReplay } from "@/app/portal/[appId]/replays/read.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { ReplayPage } from "@/components/replays/replay-page.tsx";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("replays"))("oneTitle") };
}

export default async function OneReplayPage({ params }: { params: Promise<{ appId: string; jobId: string }> }) {
  const { appId, jobId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  return (
    <Prefetched data={await readReplay(portal.ctx, portal.session.actor, jobId)}>
      <ReplayPage taskId={jobId} />
    </Prefetched>
  );
}
