import type { Metadata } from "next";
import { ConsoleReplayPage } from "@/app/console/applications/[appId]/replays/replay-page.tsx";
import { readNewReplay, type Search } from "@/app/portal/[appId]/replays/read.ts";
import { NewReplayScreen } from "@/components/replays/new-replay.tsx";

export const metadata: Metadata = { title: "New replay" };

type Props = { params: Promise<{ appId: string }>; searchParams: Search };

export default async function NewReplayPage({ params, searchParams }: Props) {
  return (
    <ConsoleReplayPage
      {...(await params)}
      path="/new"
      title="New replay"
      read={(ctx, where) => readNewReplay(ctx, where, searchParams)}
    >
      <NewReplayScreen />
    </ConsoleReplayPage>
  );
}
