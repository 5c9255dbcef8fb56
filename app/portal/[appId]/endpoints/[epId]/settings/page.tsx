import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { findPortalEndpoint } from "@/app/portal/[appId]/endpoints/[epId]/find-portal-endpoint.ts";
import { readEndpointSettings } from "@/app/read-endpoint.ts";
import { EndpointSettings } from "@/components/endpoints/endpoint-settings.tsx";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
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

  const data = await readEndpointSettings(ctx, { appId, endpoint, ref });
  return (
    <Prefetched data={data}>
      <EndpointSettings endpointId={endpoint.id} />
    </Prefetched>
  );
}
