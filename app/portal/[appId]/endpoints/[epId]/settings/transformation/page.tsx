import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findPortalEndpoint } from "@/app/portal/[appId]/endpoints/[epId]/find-portal-endpoint.ts";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { TransformationPage } from "@/components/transformation/transformation-page.tsx";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";
import { translator } from "@/lib/page/messages.ts";

type Props = { params: Promise<{ appId: string; epId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await translator("transformation");
  const found = await findPortalEndpoint(await params);
  return { title: found?.endpoint ? t("pageTitle", { name: nameOf(found.endpoint) }) : t("title") };
}

export default async function EndpointTransformationPage({ params }: Props) {
  const { appId, epId } = await params;
  const found = await findPortalEndpoint({ appId, epId });
  if (!found) return <SessionEnded />;
  const { ctx, endpoint, ref } = found;
  if (!endpoint) notFound();

  const [health, transformation] = await Promise.all([
    getEndpointHealth(ctx, ref),
    getEndpointTransformation(ctx, ref),
  ]);
  return (
    <Prefetched
      data={[
        [endpointKeys.one(appId, endpoint.id), endpoint],
        [endpointKeys.health(appId, endpoint.id), health],
        [endpointKeys.transformation(appId, endpoint.id), transformation],
      ]}
    >
      <TransformationPage endpointId={endpoint.id} />
    </Prefetched>
  );
}
