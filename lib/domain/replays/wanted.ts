import type { BulkReplayIn } from "@/lib/contract/replay.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { newBinds } from "@/lib/domain/deliveries/binds.ts";
import { filterConditions } from "@/lib/domain/deliveries/filter.ts";
import type { ReplayScope } from "@/lib/domain/replays/scope.ts";
import { visibleTasks } from "@/lib/domain/tasks/scope.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

// What a caller asks for, as a scope is stored. Each part says which field of the body is wrong.

/** @throws InvalidInput when it ends before it begins */
export function rangeOf({
  since,
  until,
}: {
  since: string;
  until?: string | null | undefined;
}): Pick<ReplayScope, "since" | "until"> {
  const [sinceMs, untilMs] = [Date.parse(since), until ? Date.parse(until) : null];
  if (untilMs !== null && untilMs <= sinceMs) {
    throw new InvalidInput(["body", "until"], "must be later than since", "invalid_range");
  }
  return {
    since: new Date(sinceMs).toISOString(),
    // What is made later is never part of it.
    until: untilMs === null || untilMs > Date.now() ? null : new Date(untilMs).toISOString(),
  };
}

type Wanted = Omit<BulkReplayIn, "status" | "ratePerSecond"> & { status?: BulkReplayIn["status"] };

/** In which state, or in which replay, it is looked for: one of four ways to say it. */
export async function whatOf(
  ctx: Context,
  { applicationId, body }: { applicationId: string | null; body: Wanted },
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

async function requireReplay(
  ctx: Context,
  input: { applicationId: string | null; failedAgainOf: string },
): Promise<void> {
  const id = parseId("task", input.failedAgainOf);
  const where = { AND: [visibleTasks(ctx), { id: id ?? "", applicationId: input.applicationId }] };
  const found = id === null ? null : await (ctx.tx ?? db()).backgroundTask.findFirst({ where, select: { kind: true } });
  if (!found?.kind.startsWith("endpoint."))
    throw new InvalidInput(
      ["body", "failedAgainOf"],
      input.applicationId === null ? "is not a replay across applications" : "is not a replay of this application",
    );
}

export function filterOf(body: Wanted) {
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
