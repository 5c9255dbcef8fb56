import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AddEndpoint } from "@/components/endpoints/add-endpoint.tsx";
import { endpointKeys } from "@/components/endpoints/queries.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { Breadcrumb } from "@/components/shell/breadcrumb.tsx";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import { listEndpoints } from "@/lib/domain/endpoints/list.ts";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("endpoints");
  return { title: t("titles.new") };
}

export default async function NewEndpointPage({ params }: { params: Promise<{ appId: string }> }) {
  const { appId } = await params;
  const t = await translator("endpoints");
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;
  const { actor } = portal.session;
  if (!actor.capabilities.includes("ManageEndpoint")) redirect(`/portal/${appId}/endpoints`);

  const scope = { applicationId: actor.applicationId };
  const [endpoints, summary] = await Promise.all([
    listEndpoints(portal.ctx, { ...scope, limit: 250, order: "descending" }),
    getApplicationSummary(portal.ctx, scope),
  ]);
  return (
    <Prefetched
      data={[
        [endpointKeys.list(appId), endpoints.data],
        [endpointKeys.summary(appId), summary],
      ]}
    >
      <div className="mx-auto max-w-[1280px]">
        <Breadcrumb
          crumbs={[{ label: t("titles.list"), href: `/portal/${appId}/endpoints` }, { label: t("titles.new") }]}
        />
        <h1 className="mt-3 mb-6 text-page">{t("add.title")}</h1>
        <AddEndpoint eventTypeCount={summary.eventTypeCount} />
      </div>
    </Prefetched>
  );
}
