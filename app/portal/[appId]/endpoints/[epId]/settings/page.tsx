import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { findPortalEndpoint } from "@/app/portal/[appId]/endpoints/[epId]/find-portal-endpoint.ts";
import { EndpointSettings } from "@/components/endpoints/endpoint-settings.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { getEndpointAuthentication } from "@/lib/domain/endpoints/get-authentication.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import { effectiveOptions, NO_OPTIONS } from "@/lib/domain/endpoints/options.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";
import { translator } from "@/lib/page/messages.ts";

type Props = { params: Promise<{ appId: string; epId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await translator("endpoints");
  const found = await findPortalEndpoint(await params);
  return {
    title: found?.endpoint ? t("titles.settingsOf", { name: nameOf(found.endpoint) }) : t("titles.one"),
  };
}

export default async function EndpointSettingsPage({ params }: Props) {
  const { appId, epId } = await params;
  const found = await findPortalEndpoint({ appId, epId });
  if (!found) return <SessionEnded />;
  const { ctx, endpoint, ref, mayChange } = found;
  if (!endpoint) notFound();
  if (!mayChange) redirect(`/portal/${appId}/endpoints/${endpoint.id}`);

  const { applicationId } = ref;
  const [health, secrets, headers, authentication, transformation, summary, endpoints] = await Promise.all([
    getEndpointHealth(ctx, ref),
    listEndpointSecrets(ctx, ref),
    getEndpointHeaders(ctx, ref),
    getEndpointAuthentication(ctx, ref),
    getEndpointTransformation(ctx, ref),
    getApplicationSummary(ctx, { applicationId }),
    listEndpoints(ctx, { applicationId, limit: 250, order: "descending" }),
  ]);
  return (
    <Prefetched
      data={[
        [endpointKeys.one(appId, endpoint.id), endpoint],
        [endpointKeys.health(appId, endpoint.id), health],
        [endpointKeys.secrets(appId, endpoint.id), secrets.data],
        [endpointKeys.headers(appId, endpoint.id), headers],
        [endpointKeys.authentication(appId, endpoint.id), authentication],
        [endpointKeys.transformation(appId, endpoint.id), transformation],
        [endpointKeys.summary(appId), summary],
        [endpointKeys.list(appId), endpoints.data],
        [endpointKeys.usualOptions, effectiveOptions(NO_OPTIONS)],
      ]}
    >
      <EndpointSettings endpointId={endpoint.id} />
    </Prefetched>
  );
}
