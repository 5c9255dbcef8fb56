import type { BackgroundTaskOut, TaskKind } from "@/lib/contract/background-task.ts";
import type { ApplicationReplayIn, RecoverIn, ReplayIn, ReplayPreviewOut } from "@/lib/contract/replay.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { findEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { countReplay } from "@/lib/domain/replays/preview.ts";
import { NO_FILTER, type ReplayPlace, type ReplayScope } from "@/lib/domain/replays/scope.ts";
import { filterOf, rangeOf, whatOf } from "@/lib/domain/replays/wanted.ts";
import { startTask } from "@/lib/domain/tasks/start.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";
import { Conflict, InvalidInput, NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** What a caller asks for: where, what, and in the words of its operation. */
export type ReplayWish =
  | { kind: "endpoint.recover"; applicationId: string; endpointId: string; body: RecoverIn }
  | { kind: "endpoint.replay"; applicationId: string; endpointId: string; body: ReplayIn }
  | { kind: "endpoint.bulk-replay"; applicationId: string; endpointId: string | null; body: ApplicationReplayIn };

const DAY_MS = 86_400_000;
/** As the official SDKs document it, with five minutes for a request that was a while on its way. */
const RECOVER_WITHIN_MS = 14 * DAY_MS + 300_000;

/**
 * Starts a replay of many, as a background task: what it will send is fixed by this moment.
 * @throws NotFound; InvalidInput for a range or filter that cannot be; Conflict when the endpoint is off
 */
export async function startReplay(ctx: Context, wish: ReplayWish): Promise<BackgroundTaskOut> {
  requireStaffRole(ctx, "support");
  requirePortalAccess(ctx, wish.applicationId, "CreateAttempts");
  const scope = await scopeOf(ctx, wish);
  const { applicationId, endpointId, body } = wish;

  return withTransaction(ctx, async (tx) => {
    if (endpointId !== null) {
      const endpoint = await tx.endpoint.findFirst({ where: { id: endpointId, applicationId, deletedAt: null } });
      if (!endpoint) throw new NotFound();
      if (endpoint.disabledAt) throw new Conflict("The endpoint is turned off. Turn it on, then replay.");
    }
    const { name, ratePerSecond, startInSeconds } = body;
    const kind: TaskKind = wish.kind;
    const where = endpointId === null ? { applicationId } : { applicationId, endpointId };
    return toTaskOut(await startTask(ctx, tx, { kind, ...where, scope, name, ratePerSecond, startInSeconds }));
  });
}

/** Counts what it would send now. Of an endpoint that is off too: it says what is to be expected once it is on. */
export async function previewReplay(ctx: Context, wish: ReplayWish): Promise<ReplayPreviewOut> {
  requireStaffRole(ctx, "support");
  requirePortalAccess(ctx, wish.applicationId, "CreateAttempts");
  const { applicationId, endpointId, body } = wish;
  const place: ReplayPlace = { applicationId, endpointId };
  return countReplay(place, { scope: await scopeOf(ctx, wish), ratePerSecond: body.ratePerSecond ?? null });
}

async function scopeOf(ctx: Context, wish: ReplayWish): Promise<ReplayScope> {
  const base = { ...NO_FILTER, ...rangeOf(wish.body) };
  switch (wish.kind) {
    case "endpoint.recover":
      if (Date.parse(base.since) < Date.now() - RECOVER_WITHIN_MS)
        throw new InvalidInput(["body", "since"], "lies more than 14 days back");
      return { ...base, what: "failed" };
    case "endpoint.replay":
      return { ...base, what: "missing" };
    case "endpoint.bulk-replay":
      return {
        ...base,
        ...(await whatOf(ctx, wish)),
        ...filterOf(wish.body),
        endpointIds: await endpointsOf(ctx, wish),
      };
  }
}

/** Ids of the endpoints that are named, within the application. */
async function endpointsOf(
  ctx: Context,
  { applicationId, body }: { applicationId: string; body: ApplicationReplayIn },
): Promise<string[] | null> {
  if (!body.endpointIds) return null;
  const found = await Promise.all(
    body.endpointIds.map(async (endpointIdOrUid, i) => {
      const endpoint = await findEndpoint(ctx, { applicationId, endpointIdOrUid });
      if (!endpoint)
        throw new InvalidInput(["body", "endpointIds", String(i)], "is not an endpoint of this application");
      return formatId("endpoint", endpoint.id);
    }),
  );
  return [...new Set(found)];
}
