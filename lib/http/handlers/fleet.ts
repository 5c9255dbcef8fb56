import { getFleetSummary } from "@/lib/domain/applications/fleet-summary.ts";
import { listLargestChanges } from "@/lib/domain/applications/largest-changes.ts";
import { listApplicationActivity } from "@/lib/domain/applications/list-activity.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const fleetHandlers = {
  getFleetSummary: async (ctx) => ({ status: 200, body: await getFleetSummary(ctx) }),
  listLargestChanges: async (ctx) => ({ status: 200, body: await listLargestChanges(ctx) }),
  listApplicationActivity: async (ctx, { query }) => ({
    status: 200,
    body: await listApplicationActivity(ctx, { applicationIds: query.app }),
  }),
} satisfies Pick<Handlers, "getFleetSummary" | "listLargestChanges" | "listApplicationActivity">;
