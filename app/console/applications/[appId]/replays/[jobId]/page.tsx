import type { Metadata } from "next";
import { ConsoleReplayPage } from "@/app/console/applications/[appId]/replays/replay-page.tsx";
import { readReplay } from "@/app/portal/[appId]/replays/read.ts";
import { ReplayPage } from "@/components/replays/replay-page.tsx";

export const metadata: Metadata = { title: "Replay" };

export default async function OneReplayPage({ params }: { params: Promise<{ appId: string; jobId: string }> }) {
  const { appId, jobId } = await params;
  return (
    <ConsoleReplayPage
      appId={appId}
      path={`/${jobId}`}
      title="Replay"
      read={(ctx, where) => readReplay(ctx, where, jobId)}
    >
      <ReplayPage taskId={jobId} />
    </ConsoleReplayPage>
  );
}
