import type { BackgroundTaskOut, TaskKind } from "@/lib/contract/background-task.ts";
import type {
  ApplicationReplayIn,
  BulkReplayIn,
  RecoverIn,
  ReplayIn,
  ReplayPreviewOut,
} from "@/lib/contract/replay.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { filterConditions } from "@/lib/domain/deliveries/filter.ts";
import { findEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { countReplay } from "@/lib/domain/replays/preview.ts";
import { NO_FILTER, type ReplayPlace, type ReplayScope } from "@/lib/domain/replays/scope.ts";
import { visibleTasks } from "@/lib/domain/tasks/scope.ts";
import { startTask } from "@/lib/domain/tasks/start.ts";
import { toTaskOut } from "@/lib/domain/tasks/to-out.ts";
import { Conflict, InvalidInput, NotFound } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

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
  const { since, until } = wish.body;
  if (until && Date.parse(until) <= Date.parse(since)) {
    throw new InvalidInput(["body", "until"], "must be later than since", "invalid_range");
  }
  const nowMs = Date.now();
  const [sinceMs, untilMs] = [Date.parse(since), until ? Date.parse(until) : null];
  const base = {
    ...NO_FILTER,
    since: new Date(sinceMs).toISOString(),
    // What is made later is never part of it.
    until: untilMs === null || untilMs > nowMs ? null : new Date(untilMs).toISOString(),
  };
  switch (wish.kind) {
    case "endpoint.recover":
      if (sinceMs < nowMs - RECOVER_WITHIN_MS) throw new InvalidInput(["body", "since"], "lies more than 14 days back");
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

/** In which state, or in which replay, it is looked for: one of four ways to say it. */
async function whatOf(
  ctx: Context,
  { applicationId, body }: { applicationId: string; body: BulkReplayIn },
): Promise<Pick<ReplayScope, "what" | "status" | "states" | "failedAgainOf">> {
  const { status = null, states = null, what = null, failedAgainOf = null } = body;
  const given = Object.entries({ status, states, what, failedAgainOf }).filter(([, value]) => value !== null);
  const [first, second] = given.map(([field]) => field);
  if (first && second) throw new InvalidInput(["body", second], `cannot be combined with ${first}`);
  if (what === "missing") {
    const field = (["statusCodeClass", "codes", "causes"] as const).find((name) => isSet(body[name]));
    if (field) throw new InvalidInput(["body", field], "cannot be combined with what: missing, which was never tried");
  }
  if (failedAgainOf !== null) await requireReplay(ctx, { applicationId, failedAgainOf });
  return { what: failedAgainOf === null ? (what ?? "filter") : "again", status, states, failedAgainOf };
}

const isSet = (value: unknown) => (Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined);

async function requireReplay(ctx: Context, input: { applicationId: string; failedAgainOf: string }): Promise<void> {
  const id = parseId("task", input.failedAgainOf);
  const where = { AND: [visibleTasks(ctx), { id: id ?? "", applicationId: input.applicationId }] };
  const found = id !== null && (await (ctx.tx ?? db()).backgroundTask.findFirst({ where, select: { kind: true } }));
  if (!found || !found.kind.startsWith("endpoint."))
    throw new InvalidInput(["body", "failedAgainOf"], "is not a replay of this application");
}

function filterOf(body: BulkReplayIn) {
  for (const [field, filter] of [
    ["codes", { code: body.codes ?? undefined }],
    ["causes", { cause: body.causes ?? undefined }],
  ] as const) {
    try {
      filterConditions(filter, newBinds());
    } catch (error) {
      // It names the field of a query.
      if (error instanceof InvalidInput) throw new InvalidInput(["body", field], error.message);
      throw error;
    }
  }
  return {
    eventTypes: body.eventTypes?.length ? body.eventTypes : null,
    channel: body.channel ?? null,
    tag: body.tag ?? null,
    statusCodeClass: body.statusCodeClass ?? null,
    codes: body.codes?.length ? body.codes : null,
    causes: body.causes?.length ? body.causes : null,
  };
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
