import type { Metadata } from "next";
import { readReplays } from "@/app/portal/[appId]/replays/read.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { ReplayList } from "@/components/replays/replay-list.tsx";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("replays"))("title") };
}

export default async function ReplaysPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  return (
    <Prefetched data={await readReplays(portal.ctx, portal.session.actor)}>
      <ReplayList />
    </Prefetched>
  );
}
