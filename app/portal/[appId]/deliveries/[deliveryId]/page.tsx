import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeliveryPage } from "@/components/deliveries/delivery-page.tsx";
import { attemptQuery, deliveryQuery } from "@/components/deliveries/queries.ts";
import { loadDetail } from "@/components/deliveries/search-params.ts";
import { Prefetched } from "@/components/portal/prefetched.tsx";
import { SessionEnded } from "@/components/portal/session-ended.tsx";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { requirePortal } from "@/lib/page/portal.ts";

export const metadata: Metadata = { title: "Delivery" };

type Props = {
  params: Promise<{ appId: string; deliveryId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function OneDeliveryPage({ params, searchParams }: Props) {
  const { appId, deliveryId } = await params;
  const portal = await requirePortal(appId);
  if (!portal) return <SessionEnded />;

  const id = parseId("delivery", deliveryId);
  if (!id) notFound();
  const { ctx, session } = portal;
  const { applicationId, capabilities } = session.actor;
  const delivery = await getDelivery(ctx, { applicationId, deliveryId: id }).catch((error: unknown) => {
    if (error instanceof NotFound) notFound();
    throw error;
  });

  const { try: number } = await loadDetail(searchParams);
  const shown = delivery.attempts.find((attempt) => attempt.number === number) ?? delivery.attempts.at(-1);
  const attemptId = shown && parseId("attempt", shown.id);
  const attempt = attemptId
    ? await getDeliveryAttempt(ctx, { applicationId, deliveryId: id, attemptId }).catch(() => null)
    : null;

  const scope = { surface: "portal" as const, applicationId: appId };
  const data: [readonly unknown[], unknown][] = [[deliveryQuery(scope, appId, deliveryId).queryKey, delivery]];
  if (attempt) data.push([attemptQuery(scope, appId, deliveryId, attempt.id).queryKey, attempt]);
  return (
    <Prefetched data={data}>
      <DeliveryPage
        scope={scope}
        deliveryId={deliveryId}
        abilities={{
          replay: capabilities.includes("CreateAttempts"),
          manageEndpoints: capabilities.includes("ManageEndpoint"),
        }}
      />
    </Prefetched>
  );
}
