import { exportAuditLog } from "@/lib/domain/audit/export.ts";
import { listAuditLog } from "@/lib/domain/audit/list.ts";
import type { Handlers } from "@/lib/http/handler.ts";

const MEDIA_TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" };

export const auditHandlers = {
  listAuditLog: async (ctx, { query }) => ({ status: 200, body: await listAuditLog(ctx, query) }),
  exportAuditLog: async (ctx, { query }) => {
    const name = `audit-log-${new Date().toISOString().slice(0, 10)}.${query.format}`;
    const headers = {
      "content-type": MEDIA_TYPES[query.format],
      "content-disposition": `attachment; filename="${name}"`,
    };
    return { status: 200, body: await exportAuditLog(ctx, query), headers };
  },
} satisfies Pick<Handlers, "listAuditLog" | "exportAuditLog">;
