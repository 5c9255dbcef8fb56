import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { EventTypePage } from "@/components/event-types/event-type-page.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { findEventType } from "@/lib/domain/event-types/get.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

type Props = {
  params: Promise<{ appId: string; name: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function OneEventTypePage({ params, searchParams }: Props) {
  const { appId, name } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const { ctx, session } = portal;
  const { applicationId, capabilities } = session.actor;
  const [eventType, endpoints] = await Promise.all([
    findEventType(ctx, decodeURIComponent(name)),
    listEndpoints(ctx, { applicationId, limit: 250, order: "descending" }).catch(() => null),
  ]);
  if (!eventType) notFound();
  return (
    <Prefetched data={endpoints ? [[endpointKeys.list(appId), endpoints.data]] : []}>
      <EventTypePage
        t={await translator("event-types")}
        catalogue={`/portal/${appId}/event-types`}
        eventType={eventType}
        version={String((await searchParams).version ?? "")}
        portal={{
          applicationId: appId,
          canManage: capabilities.includes("ManageEndpoint"),
          canSend: capabilities.includes("CreateAttempts"),
        }}
      />
    </Prefetched>
  );
}
