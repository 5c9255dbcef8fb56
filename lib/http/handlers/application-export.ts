import {
  cancelApplicationExport,
  listApplicationExports,
  readApplicationExportFile,
  startApplicationExport,
} from "@/lib/domain/application-exports/exports.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import type { Context } from "@/lib/domain/context.ts";
import { NotFound } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { fileHeaders } from "@/lib/http/handlers/file-headers.ts";
import { parseId } from "@/lib/ids.ts";

async function refOf(ctx: Context, params: { app_id: string; app_export_id: string }) {
  const { id: applicationId } = await resolveApplication(ctx, params.app_id);
  const exportId = parseId("deliveryExport", params.app_export_id);
  if (!exportId) throw new NotFound();
  return { applicationId, exportId };
}

export const applicationExportHandlers = {
  startApplicationExport: async (ctx, { params, body }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    return { status: 202, body: await startApplicationExport(ctx, { ...body, applicationId }) };
  },
  listApplicationExports: async (ctx, { params }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: { data: await listApplicationExports(ctx, { applicationId }) } };
  },
  cancelApplicationExport: async (ctx, { params }) => ({
    status: 200,
    body: await cancelApplicationExport(ctx, await refOf(ctx, params)),
  }),
  getApplicationExportFile: async (ctx, { params }) => ({
    status: 200,
    body: await readApplicationExportFile(ctx, await refOf(ctx, params)),
    headers: fileHeaders("application", "ndjson"),
  }),
} satisfies Pick<
  Handlers,
  "startApplicationExport" | "listApplicationExports" | "cancelApplicationExport" | "getApplicationExportFile"
>;
