import type { Metadata } from "next";
import { ConsoleReplayPage } from "@/app/console/applications/[appId]/replays/replay-page.tsx";
import { readReplays } from "@/app/portal/[appId]/replays/read.ts";
import { ReplayList } from "@/components/replays/replay-list.tsx";

export const metadata: Metadata = { title: "Replays" };

export default async function ReplaysPage({ params }: { params: Promise<{ appId: string }> }) {
  return (
    <ConsoleReplayPage {...(await params)} path="" title={null} read={readReplays}>
      <ReplayList />
    </ConsoleReplayPage>
  );
}
