import { exportEnvironment } from "@/lib/domain/environment/export.ts";
import { importEnvironment } from "@/lib/domain/environment/import.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const environmentHandlers = {
  exportEnvironment: async (ctx) => ({ status: 200, body: await exportEnvironment(ctx) }),
  importEnvironment: async (ctx, { body }) => {
    await importEnvironment(ctx, body);
    return { status: 204, body: null };
  },
} satisfies Pick<Handlers, "exportEnvironment" | "importEnvironment">;
