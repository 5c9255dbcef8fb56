import { aggregateAppStats, aggregateEventTypes } from "@/lib/domain/statistics/aggregate.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const statisticsHandlers = {
  aggregateAppStats: async (ctx, { body }) => {
    const { task, unresolvedAppIds } = await aggregateAppStats(ctx, body);
    return { status: 202, body: { ...task, unresolvedAppIds } };
  },
  aggregateEventTypes: async (ctx) => ({ status: 202, body: await aggregateEventTypes(ctx) }),
} satisfies Pick<Handlers, "aggregateAppStats" | "aggregateEventTypes">;
