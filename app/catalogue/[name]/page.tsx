import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EventTypePage } from "@/components/event-types/event-type-page.tsx";
import { findEventType } from "@/lib/domain/event-types/get.ts";
import { translator } from "@/lib/page/messages.ts";
import { publicVisitor } from "@/lib/page/visitor.ts";

type Props = { params: Promise<{ name: string }>; searchParams: Promise<{ version?: string | string[] }> };

async function find({ params }: Props) {
  const visitor = publicVisitor();
  return visitor && findEventType(visitor, decodeURIComponent((await params).name));
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const eventType = await find(props);
  return eventType ? { title: eventType.name, description: eventType.description } : {};
}

export default async function PublicEventTypePage(props: Props) {
  const eventType = await find(props);
  if (!eventType) notFound();
  const { version } = await props.searchParams;
  const t = await translator("event-types");
  return <EventTypePage t={t} catalogue="/catalogue" eventType={eventType} version={String(version ?? "")} />;
}
