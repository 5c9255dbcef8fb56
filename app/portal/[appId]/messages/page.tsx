import type { Metadata } from "next";
import { FindMessage } from "@/components/messages/find-message.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("messages");
  return { title: t("find.title") };
}

export default async function FindMessagePage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;
  const t = await translator("messages");
  return (
    <div className="mx-auto grid max-w-[960px] grid-cols-[minmax(0,1fr)] gap-4">
      <h1 className="text-page">{t("find.heading")}</h1>
      <p className="max-w-measure text-body text-ink-2">{t("find.intro")}</p>
      <FindMessage />
    </div>
  );
}
