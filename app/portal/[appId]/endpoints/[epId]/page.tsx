import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findPortalEndpoint } from "@/app/portal/[appId]/endpoints/[epId]/find-portal-endpoint.ts";
import { readEndpointOverview } from "@/app/read-endpoint.ts";
import { EndpointOverview } from "@/components/endpoints/endpoint-overview.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { translator } from "@/lib/page/messages.ts";

type Props = { params: Promise<{ appId: string; epId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await translator("endpoints");
  const found = await findPortalEndpoint(await params);
  return { title: found?.endpoint ? nameOf(found.endpoint) : t("titles.one") };
}

export default async function EndpointPage({ params }: Props) {
  const { appId, epId } = await params;
  const found = await findPortalEndpoint({ appId, epId });
  if (!found) return <SessionEnded />;
  const { ctx, endpoint, ref } = found;
  if (!endpoint) notFound();

  const data = await readEndpointOverview(ctx, { appId, endpoint, ref });
  return (
    <Prefetched data={data}>
      <EndpointOverview endpointId={endpoint.id} />
    </Prefetched>
  );
}
