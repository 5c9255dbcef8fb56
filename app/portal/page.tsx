import type { Metadata } from "next";
import { MessagePage } from "@/components/shell/message-page.tsx";
import { translator } from "@/lib/page/messages.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("portal"))("entrance.page") };
}

export default async function PortalEntrancePage({ searchParams }: { searchParams: Promise<{ left?: string }> }) {
  const t = await translator("portal");
  const hasLeft = (await searchParams).left !== undefined;
  return (
    <MessagePage title={t(hasLeft ? "entrance.leftTitle" : "entrance.title")}>
      <p>{t("entrance.text")}</p>
      {hasLeft ? <p className="mt-2">{t("entrance.leftText")}</p> : null}
    </MessagePage>
  );
}
