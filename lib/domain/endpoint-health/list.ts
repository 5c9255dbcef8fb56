import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { readDurations, readEndpoints, readMissed, readPulses } from "@/lib/domain/endpoint-health/read-facts.ts";
import { heldAmong, readWaiting } from "@/lib/domain/endpoint-health/read-waiting.ts";
import { type EndpointHealthRow, toEndpointHealth } from "@/lib/domain/endpoint-health/to-out.ts";

/** Health of every endpoint of an application, newest first, in five queries whatever their number. */
export async function listEndpointHealth(
  ctx: Context,
  input: { applicationId: string },
): Promise<{ data: EndpointHealthRow[] }> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  const nowMs = Date.now();
  const [endpoints, pulses] = await Promise.all([
    readEndpoints(pool(), input),
    readPulses(pool(), { ...input, nowMs }),
  ]);
  const [durations, missed, waiting] = await Promise.all([
    readDurations(pool(), { endpointIds: endpoints.map((endpoint) => endpoint.id), nowMs }),
    readMissed(pool(), endpoints),
    readWaiting(pool(), heldAmong(endpoints, nowMs)),
  ]);
  return {
    data: endpoints.map((endpoint) =>
      toEndpointHealth({
        endpoint,
        pulse: pulses.get(endpoint.id),
        durations: durations.get(endpoint.id),
        missed: missed.get(endpoint.id),
        waiting: waiting.get(endpoint.id),
      }),
    ),
  };
}
