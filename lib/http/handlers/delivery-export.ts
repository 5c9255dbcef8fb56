import { cancelDeliveryExport } from "@/lib/domain/delivery-exports/cancel.ts";
import { readExportFile } from "@/lib/domain/delivery-exports/file.ts";
import { listDeliveryExports } from "@/lib/domain/delivery-exports/list.ts";
import { startDeliveryExport } from "@/lib/domain/delivery-exports/start.ts";
import { NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { applicationsOf } from "@/lib/http/handlers/delivery.ts";
import { fileHeaders } from "@/lib/http/handlers/file-headers.ts";
import { parseId } from "@/lib/ids.ts";

function exportIdOf(params: { export_id: string }): string {
  const exportId = parseId("deliveryExport", params.export_id);
  if (!exportId) throw new NotFound();
  return exportId;
}

export const deliveryExportHandlers = {
  startDeliveryExport: async (ctx, { query: { app, ...filter }, body }) => ({
    status: 202,
    body: await startDeliveryExport(ctx, { ...body, ...(await applicationsOf(ctx, app)), filter }),
  }),
  listDeliveryExports: async (ctx) => ({ status: 200, body: { data: await listDeliveryExports(ctx) } }),
  cancelDeliveryExport: async (ctx, { params }) => ({
    status: 200,
    body: await cancelDeliveryExport(ctx, { exportId: exportIdOf(params) }),
  }),
  getDeliveryExportFile: async (ctx, { params, query: { format } }) => ({
    status: 200,
    body: await readExportFile(ctx, { exportId: exportIdOf(params), format }),
    headers: fileHeaders("deliveries", format),
  }),
} satisfies Pick<
  Handlers,
  "startDeliveryExport" | "listDeliveryExports" | "cancelDeliveryExport" | "getDeliveryExportFile"
>;
