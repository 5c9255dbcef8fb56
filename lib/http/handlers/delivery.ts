import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { isExcluded } from "@/lib/domain/deliveries/filter.ts";
import { getDelivery, getDeliveryOut } from "@/lib/domain/deliveries/get.ts";
import { getDeliveryAttempt } from "@/lib/domain/deliveries/get-attempt.ts";
import { listDeliveryGroups } from "@/lib/domain/deliveries/groups.ts";
import { getDeliveryHistogram } from "@/lib/domain/deliveries/histogram.ts";
import { listAllDeliveries, listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { replayDeliveries, replayDelivery, stopDelivery } from "@/lib/domain/deliveries/replay.ts";
import { InvalidInput, NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

/** Which applications a filter names, and which it leaves out. */
export async function applicationsOf(ctx: Context, app: string[] | undefined) {
  const idsOf = async (names: string[]) =>
    names.length > 0 ? Promise.all(names.map(async (name) => (await resolveApplication(ctx, name)).id)) : undefined;
  const excluded = app?.filter(isExcluded).map((name) => name.slice(1)) ?? [];
  return {
    applicationIds: await idsOf(app?.filter((name) => !isExcluded(name)) ?? []),
    excludedApplicationIds: await idsOf(excluded),
  };
}

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
    const scope = await applicationsOf(ctx, app);
    return { status: 200, body: await listAllDeliveries(ctx, { ...scope, limit, iterator, filter }) };
  },
  listDeliveryGroups: async (ctx, { query: { by, app, ...filter } }) => ({
    status: 200,
    body: await listDeliveryGroups(ctx, { by, filter, scope: await applicationsOf(ctx, app) }),
  }),

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
  | "listDeliveryGroups"
  | "replayDeliveries"
>;
