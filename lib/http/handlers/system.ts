import { getSystem } from "@/lib/domain/system/get.ts";
import { getSystemHistory } from "@/lib/domain/system/history.ts";
import { getSystemStorage } from "@/lib/domain/system/storage.ts";
import { drainWorker, resumeWorker } from "@/lib/domain/workers/drain.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const systemHandlers = {
  getSystem: async (ctx) => ({ status: 200, body: await getSystem(ctx) }),
  getSystemHistory: async (ctx, { query }) => ({ status: 200, body: await getSystemHistory(ctx, query) }),
  getSystemStorage: async (ctx) => ({ status: 200, body: await getSystemStorage(ctx) }),
  drainWorker: async (ctx, { params }) => ({
    status: 200,
    body: await drainWorker(ctx, { workerId: params.worker_id }),
  }),
  resumeWorker: async (ctx, { params }) => ({
    status: 200,
    body: await resumeWorker(ctx, { workerId: params.worker_id }),
  }),
} satisfies Pick<Handlers, "getSystem" | "getSystemHistory" | "getSystemStorage" | "drainWorker" | "resumeWorker">;
