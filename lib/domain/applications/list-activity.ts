import type { ApplicationActivityOut } from "@/lib/contract/fleet.ts";
import { pool } from "@/lib/db.ts";
import { readFleetEndpoints } from "@/lib/domain/applications/fleet-endpoints.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { isOffByUs } from "@/lib/domain/endpoint-health/state.ts";
import { readMessageCounts } from "@/lib/domain/messages/roll-up.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId, parseId, uuidTime } from "@/lib/ids.ts";

/** Endpoints, health and traffic of the given applications, in two queries; unknown ones are left out. */
export async function listApplicationActivity(
  ctx: Context,
  input: { applicationIds: readonly string[] },
): Promise<{ data: ApplicationActivityOut[] }> {
  requireOperator(ctx, "viewer");
  const applicationIds = input.applicationIds.map((wireId) => {
    const id = parseId("application", wireId);
    if (!id) throw new InvalidInput(["query", "app"], "must be application ids");
    return id;
  });
  const organizationId = organizationOf(ctx);
  const [endpoints, messages, { rows }] = await Promise.all([
    readFleetEndpoints({ organizationId, which: { applicationIds }, nowMs: Date.now() }),
    readMessageCounts(applicationIds),
    pool().query<{ id: string; last_message_id: string | null }>(
      `select a.id, (select m.id from message m where m.application_id = a.id order by m.id desc limit 1) as last_message_id
       from application a
       where a.id = any ($1::uuid[]) and a.deleted_at is null and ($2::text is null or a.organization_id = $2)`,
      [applicationIds, organizationId ?? null],
    ),
  ]);
  return {
    data: rows.map(({ id, last_message_id }) => {
      const own = endpoints.filter((endpoint) => endpoint.application_id === id);
      return {
        applicationId: formatId("application", id),
        endpointCount: own.length,
        failingCount: own.filter((endpoint) => endpoint.state === "failing").length,
        turnedOffCount: own.filter((endpoint) => isOffByUs(endpoint.disabled_reason)).length,
        delivered: own.reduce((sum, endpoint) => sum + endpoint.day_delivered, 0),
        total: own.reduce((sum, endpoint) => sum + endpoint.day_total, 0),
        messages: messages.get(id) ?? 0,
        lastMessageAt: last_message_id && new Date(uuidTime(last_message_id)).toISOString(),
      };
    }),
  };
}
