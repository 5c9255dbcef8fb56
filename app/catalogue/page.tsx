import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readCatalogue } from "@/app/read-catalogue.ts";
import { Catalogue } from "@/components/event-types/catalogue.tsx";
import { publicVisitor } from "@/lib/page/visitor.ts";

export const metadata: Metadata = { title: "Event types" };
export const dynamic = "force-dynamic";

export default async function PublicCataloguePage() {
  const visitor = publicVisitor();
  if (!visitor) notFound();
  return (
    <div className="mx-auto max-w-[1280px]">
      <h1 className="sr-only">Event types</h1>
      <Catalogue base="/catalogue" entries={await readCatalogue(visitor)} />
    </div>
  );
}
