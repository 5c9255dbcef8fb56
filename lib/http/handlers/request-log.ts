import { getApiRequest, listApiRequests } from "@/lib/domain/request-log/list.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const requestLogHandlers = {
  listApiRequests: async (ctx, { query }) => ({ status: 200, body: await listApiRequests(ctx, query) }),
  getApiRequest: async (ctx, { params }) => ({
    status: 200,
    body: await getApiRequest(ctx, { id: params.api_request_id }),
  }),
} satisfies Pick<Handlers, "listApiRequests" | "getApiRequest">;
