import type { Metadata } from "next";
import { readNewReplay, type Search } from "@/app/portal/[appId]/replays/read.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { NewReplayScreen } from "@/components/replays/new-replay.tsx";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("replays"))("newTitle") };
}

type Props = { params: Promise<{ appId: string }>; searchParams: Search };

export default async function NewReplayPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  return (
    <Prefetched data={await readNewReplay(portal.ctx, portal.session.actor, searchParams)}>
      <NewReplayScreen />
    </Prefetched>
  );
}
