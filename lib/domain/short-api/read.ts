import type { WebhookDeliveriesOut, WebhookOut, WebhookStatusOut } from "@/lib/contract/webhook.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { getApplicationSummary } from "@/lib/domain/endpoint-health/application-summary.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { resolveEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { findShortPlace } from "@/lib/domain/short-api/place.ts";
import { toWebhookOut } from "@/lib/domain/short-api/translate.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** As many as an application can have. */
export async function listWebhooks(ctx: Context): Promise<WebhookOut[]> {
  const applicationId = await findShortPlace(ctx);
  if (!applicationId) return [];
  const rows = await db().endpoint.findMany({
    where: { applicationId, deletedAt: null, OR: [{ managedBy: null }, { managedBy: { not: "test" } }] },
    orderBy: { id: "desc" },
  });
  return rows.map(toWebhookOut);
}

/** @throws NotFound when the application has no such endpoint, or does not exist yet */
export async function webhookRef(ctx: Context, idOrUid: string): Promise<EndpointRef> {
  const applicationId = await findShortPlace(ctx);
  if (!applicationId) throw new NotFound();
  const { id } = await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: idOrUid });
  return { applicationId, endpointId: id };
}

export async function getWebhook(ctx: Context, { applicationId, endpointId }: EndpointRef): Promise<WebhookOut> {
  const id = formatId("endpoint", endpointId);
  return toWebhookOut(await resolveEndpoint(ctx, { applicationId, endpointIdOrUid: id }));
}

export async function getWebhookStatus(ctx: Context): Promise<WebhookStatusOut> {
  const applicationId = await findShortPlace(ctx);
  const webhooks = await listWebhooks(ctx);
  if (!applicationId || webhooks.length === 0) {
    return { status: "none", webhooks: { total: 0, enabled: 0, failing: 0 }, deliveries: { total: 0, delivered: 0 } };
  }
  const { failingEndpoints, total, delivered } = await getApplicationSummary(ctx, { applicationId });
  const failing = failingEndpoints.length;
  return {
    status: failing > 0 ? "failing" : "ok",
    webhooks: { total: webhooks.length, enabled: webhooks.filter(({ enabled }) => enabled).length, failing },
    deliveries: { total, delivered },
  };
}

const STATUS = {
  sending: "pending",
  retrying: "pending",
  delivered: "succeeded",
  failed: "failed",
  canceled: "canceled",
} as const;

export async function listWebhookDeliveries(
  ctx: Context,
  { applicationId, endpointId, limit }: EndpointRef & { limit: number },
): Promise<WebhookDeliveriesOut> {
  const filter = { endpoint: [formatId("endpoint", endpointId)] };
  const { data } = await listDeliveries(ctx, { applicationId, filter, limit });
  return {
    deliveries: data.map((delivery) => ({
      id: delivery.id,
      event_type: delivery.eventType,
      status: STATUS[delivery.state],
      response_code: delivery.lastStatusCode,
      response_time_ms: delivery.lastDurationMs,
      delivered_at: delivery.state === "delivered" ? delivery.finishedAt : null,
    })),
  };
}
