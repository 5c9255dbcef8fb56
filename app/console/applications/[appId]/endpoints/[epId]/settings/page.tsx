import type { Metadata } from "next";
import { EndpointPage } from "@/app/console/applications/[appId]/endpoints/[epId]/endpoint-page.tsx";
import { findEndpoint } from "@/app/console/applications/[appId]/endpoints/[epId]/find-endpoint.ts";
import { requireStaffAt } from "@/app/console/session.ts";
import { leastRole } from "@/components/console/staff-role.ts";
import { EndpointSettings } from "@/components/endpoints/endpoint-settings.tsx";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { getEndpointHealth } from "@/lib/domain/endpoint-health/get.ts";
import { getEndpointAuthentication } from "@/lib/domain/endpoints/get-authentication.ts";
import { getEndpointHeaders } from "@/lib/domain/endpoints/get-headers.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { listEndpointSecrets } from "@/lib/domain/endpoints/list-secrets.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { effectiveOptions, NO_OPTIONS } from "@/lib/domain/endpoints/options.ts";
import { getEndpointTransformation } from "@/lib/domain/transformations/get.ts";

export const metadata: Metadata = { title: "Endpoint settings" };

export default async function Page({ params }: { params: Promise<{ appId: string; epId: string }> }) {
  const { appId, epId } = await params;
  const path = `/console/applications/${appId}/endpoints/${epId}/settings`;
  const staff = await requireStaffAt(path, { least: leastRole("patchEndpoint") });
  const found = await findEndpoint(staff.ctx, appId, epId);
  const { application, endpoint, ref } = found;
  const data = staff.isAllowed ? await read(staff.ctx, application.id, endpoint.id, ref) : [];
  return (
    <EndpointPage
      staff={staff}
      found={found}
      data={[[endpointKeys.one(application.id, endpoint.id), endpoint], ...data]}
    >
      <EndpointSettings endpointId={endpoint.id} />
    </EndpointPage>
  );
}

async function read(
  ctx: Context,
  appId: string,
  epId: string,
  ref: EndpointRef,
): Promise<[readonly unknown[], unknown][]> {
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
  return [
    [endpointKeys.health(appId, epId), health],
    [endpointKeys.secrets(appId, epId), secrets.data],
    [endpointKeys.headers(appId, epId), headers],
    [endpointKeys.authentication(appId, epId), authentication],
    [endpointKeys.transformation(appId, epId), transformation],
    [endpointKeys.summary(appId), summary],
    [endpointKeys.list(appId), endpoints.data],
    [endpointKeys.usualOptions, effectiveOptions(NO_OPTIONS)],
  ];
}
