import { exportAuditLog } from "@/lib/domain/audit/export.ts";
import { listAuditLog } from "@/lib/domain/audit/list.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { fileHeaders } from "@/lib/http/handlers/file-headers.ts";

export const auditHandlers = {
  listAuditLog: async (ctx, { query }) => ({ status: 200, body: await listAuditLog(ctx, query) }),
  exportAuditLog: async (ctx, { query }) => ({
    status: 200,
    body: await exportAuditLog(ctx, query),
    headers: fileHeaders("audit-log", query.format),
  }),
} satisfies Pick<Handlers, "listAuditLog" | "exportAuditLog">;
