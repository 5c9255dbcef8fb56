import type { Metadata } from "next";
import { prefetchExplorer } from "@/app/portal/[appId]/deliveries/prefetch-explorer.ts";
import { DeliveryExplorer } from "@/components/deliveries/delivery-explorer.tsx";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { translator } from "@/lib/page/messages.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await translator("deliveries");
  return { title: t("page.title") };
}

type Props = {
  params: Promise<{ appId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const { appId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const { ctx, session } = portal;
  const { applicationId, capabilities } = session.actor;
  const scope = { surface: "portal" as const, applicationId: appId };
  const t = await translator("deliveries");
  return (
    <Prefetched data={await prefetchExplorer({ ctx, applicationId, scope, searchParams })}>
      <h1 className="sr-only">{t("page.title")}</h1>
      <DeliveryExplorer
        scope={scope}
        abilities={{
          replay: capabilities.includes("CreateAttempts"),
          manageEndpoints: capabilities.includes("ManageEndpoint"),
        }}
      />
    </Prefetched>
  );
}
