import type { Metadata } from "next";
import { readCatalogue } from "@/app/read-catalogue.ts";
import { Catalogue } from "@/components/event-types/catalogue.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("event-types"))("title") };
}

export default async function EventTypesPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;
  const t = await translator("event-types");
  return (
    <div className="mx-auto max-w-[1280px]">
      <h1 className="sr-only">{t("title")}</h1>
      <Catalogue base={`/portal/${appId}/event-types`} entries={await readCatalogue(portal.ctx)} />
    </div>
  );
}
