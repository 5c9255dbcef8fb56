import { search } from "@/lib/domain/search/search.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const searchHandlers = {
  search: async (ctx, { query }) => ({ status: 200, body: await search(ctx, query) }),
} satisfies Pick<Handlers, "search">;
