import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getDelivery, getDeliveryOut } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listAllDeliveries, listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { replayDeliveries, replayDelivery, stopDelivery } from "@/lib/domain/deliveries/replay.ts";
import { InvalidInput, NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

/** Ids of what the path names; the delivery is looked up within the application by whoever reads it. */
async function refOf(ctx: Context, params: { app_id: string; delivery_id: string }) {
  const deliveryId = parseId("delivery", params.delivery_id);
  if (!deliveryId) throw new NotFound();
  const { id: applicationId } = await resolveApplication(ctx, params.app_id);
  return { applicationId, deliveryId };
}

export const deliveryHandlers = {
  listDeliveries: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    const { limit, iterator, ...filter } = query;
    return { status: 200, body: await listDeliveries(ctx, { applicationId: id, limit, iterator, filter }) };
  },

  getDeliveryHistogram: async (ctx, { params, query }) => {
    const { id } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await getDeliveryHistogram(ctx, { applicationId: id, filter: query }) };
  },

  getDelivery: async (ctx, { params }) => ({ status: 200, body: await getDelivery(ctx, await refOf(ctx, params)) }),

  getDeliveryAttempt: async (ctx, { params }) => {
    const attemptId = parseId("attempt", params.attempt_id);
    if (!attemptId) throw new NotFound();
    const ref = await refOf(ctx, params);
    return { status: 200, body: await getDeliveryAttempt(ctx, { ...ref, attemptId }) };
  },

  replayDelivery: async (ctx, { params }) => {
    const ref = await refOf(ctx, params);
    await replayDelivery(ctx, ref);
    return { status: 202, body: await getDeliveryOut(ctx, ref) };
  },

  cancelDelivery: async (ctx, { params }) => {
    const ref = await refOf(ctx, params);
    await stopDelivery(ctx, ref);
    return { status: 200, body: await getDeliveryOut(ctx, ref) };
  },

  listAllDeliveries: async (ctx, { query }) => {
    const { limit, iterator, app, ...filter } = query;
    const applications = app && (await Promise.all(app.map((name) => resolveApplication(ctx, name))));
    const applicationIds = applications?.map((application) => application.id);
    return { status: 200, body: await listAllDeliveries(ctx, { applicationIds, limit, iterator, filter }) };
  },

  replayDeliveries: async (ctx, { body }) => {
    const ids = body.deliveryIds.map((deliveryId, i) => {
      const id = parseId("delivery", deliveryId);
      if (!id) throw new InvalidInput(["body", "deliveryIds", String(i)], "is not the id of a delivery");
      return id;
    });
    return { status: 202, body: await replayDeliveries(ctx, [...new Set(ids)]) };
  },
} satisfies Pick<
  Handlers,
  | "listDeliveries"
  | "getDeliveryHistogram"
  | "getDelivery"
  | "getDeliveryAttempt"
  | "replayDelivery"
  | "cancelDelivery"
  | "listAllDeliveries"
  | "replayDeliveries"
>;
