import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { uuidsOf } from "@/lib/domain/replays/fleet/row.ts";
import type { ReplayScope } from "@/lib/domain/replays/scope.ts";
import { parseId, uuidFloor } from "@/lib/ids.ts";

interface Wanted {
  scope: ReplayScope;
  /** null: of every organization. */
  organizationId: string | null;
  /** The one before; null at the beginning. */
  afterId: string | null;
  limit: number;
}

/**
 * The applications whose logs are to be read, in the order of their ids: each is probed for an entry within the range, so that
 * those without one cost a look into an index.
 */
export function nextApplications({ scope, organizationId, afterId, limit }: Wanted) {
  const { bind, values } = newBinds();
  const only = uuidsOf("application", scope.applicationIds);
  const without = uuidsOf("application", scope.excludedApplicationIds);
  const conditions = [
    "a.deleted_at is null",
    organizationId !== null && `a.organization_id = ${bind(organizationId)}`,
    afterId !== null && `a.id > ${bind(afterId)}::uuid`,
    only && `a.id = any (${bind(only)}::uuid[])`,
    without && `a.id <> all (${bind(without)}::uuid[])`,
    hasEntries(),
  ].filter((condition) => typeof condition === "string");
  return {
    sql: `select a.id from application a where ${conditions.join(" and ")} order by a.id limit ${limit}`,
    values,
  };

  function hasEntries(): string {
    if (scope.what === "again") {
      const taskId = bind(parseId("task", scope.failedAgainOf ?? ""));
      return `exists (select 1 from fleet_replay_share s where s.task_id = ${taskId}::uuid and s.application_id = a.id and s.failed > 0)`;
    }
    const since = `${bind(uuidFloor(Date.parse(scope.since)))}::uuid`;
    const table = scope.what === "missing" ? "message" : "delivery";
    return `exists (select 1 from ${table} x where x.application_id = a.id and x.id >= ${since})`;
  }
}
