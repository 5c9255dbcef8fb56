import { deleteDeliveryView, listDeliveryViews, saveDeliveryView } from "@/lib/domain/delivery-views/views.ts";
import { NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { parseId } from "@/lib/ids.ts";

export const deliveryViewHandlers = {
  listDeliveryViews: async (ctx) => ({ status: 200, body: { data: await listDeliveryViews(ctx) } }),
  saveDeliveryView: async (ctx, { body }) => ({ status: 200, body: await saveDeliveryView(ctx, body) }),
  deleteDeliveryView: async (ctx, { params }) => {
    const viewId = parseId("deliveryView", params.view_id);
    if (!viewId) throw new NotFound();
    await deleteDeliveryView(ctx, { viewId });
    return { status: 204, body: null };
  },
} satisfies Pick<Handlers, "listDeliveryViews" | "saveDeliveryView" | "deleteDeliveryView">;
