import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readCatalogue } from "@/app/read-catalogue.ts";
import { Catalogue } from "@/components/event-types/catalogue.tsx";
import { translator } from "@/lib/page/messages.ts";
import { publicVisitor } from "@/lib/page/visitor.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("event-types"))("title") };
}
export const dynamic = "force-dynamic";

export default async function PublicCataloguePage() {
  const visitor = publicVisitor();
  if (!visitor) notFound();
  const t = await translator("event-types");
  return (
    <div className="mx-auto max-w-[1280px]">
      <h1 className="sr-only">{t("title")}</h1>
      <Catalogue base="/catalogue" entries={await readCatalogue(visitor)} />
    </div>
  );
}
