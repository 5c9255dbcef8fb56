import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";
import type { AppUsageStatsIn } from "@/lib/contract/statistics.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { startTask } from "@/lib/domain/tasks/start.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/**
 * Starts to count what applications sent.
 * @throws InvalidInput when the range ends before it begins, or none of the applications that are named exists
 */
export async function aggregateAppStats(
  ctx: Context,
  { since, until, appIds }: AppUsageStatsIn,
): Promise<{ task: BackgroundTaskOut; unresolvedAppIds: string[] }> {
  requireOperator(ctx, "support");
  if (Date.parse(until) <= Date.parse(since)) {
    throw new InvalidInput(["body", "until"], "must be later than since", "invalid_range");
  }
  const named = appIds
    ? await Promise.all(appIds.map(async (name) => ({ name, application: await findApplication(ctx, name) })))
    : null;
  const found = named?.flatMap(({ application }) => application ?? []);
  if (found?.length === 0) throw new InvalidInput(["body", "appIds"], "names no application");
  const scope = {
    since: new Date(since).toISOString(),
    until: new Date(until).toISOString(),
    appIds: found ? [...new Set(found.map(({ id }) => formatId("application", id)))] : null,
  };
  const unresolvedAppIds = named?.flatMap(({ name, application }) => (application ? [] : name)) ?? [];
  const task = await withTransaction(ctx, async (tx) =>
    toTaskOut(await startTask(ctx, tx, { kind: "application.stats", applicationId: null, scope })),
  );
  return { task, unresolvedAppIds };
}

/** Starts to gather what applications subscribe to. */
export async function aggregateEventTypes(ctx: Context): Promise<BackgroundTaskOut> {
  requireOperator(ctx, "support");
  return withTransaction(ctx, async (tx) =>
    toTaskOut(await startTask(ctx, tx, { kind: "event-type.aggregate", applicationId: null, scope: {} })),
  );
}
