import type { FleetReplayIn } from "@/lib/contract/fleet-replay.ts";
import { db } from "@/lib/db.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { type Context, organizationOf } from "@/lib/domain/context.ts";
import { NO_FILTER, type ReplayScope } from "@/lib/domain/replays/scope.ts";
import { filterOf, rangeOf, whatOf } from "@/lib/domain/replays/wanted.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** What is asked for, as it is stored; names are looked up within what the actor may know. */
export async function findFleetScope(ctx: Context, body: FleetReplayIn): Promise<ReplayScope> {
  const applications = (field: "applicationIds" | "excludedApplicationIds") =>
    findApplications(ctx, field, body[field]);
  const endpoints = (field: "endpointIds" | "excludedEndpointIds") => findEndpoints(ctx, field, body[field]);
  const { what, states, failedAgainOf } = body;
  // Whoever does not say what means what failed: here everything would be too much to send by an oversight.
  const said = what || states || failedAgainOf ? body : { ...body, what: "failed" as const };
  return {
    ...NO_FILTER,
    ...rangeOf(body),
    ...(await whatOf(ctx, { applicationId: null, body: said })),
    ...filterOf(body),
    applicationIds: await applications("applicationIds"),
    excludedApplicationIds: await applications("excludedApplicationIds"),
    endpointIds: await endpoints("endpointIds"),
    excludedEndpointIds: await endpoints("excludedEndpointIds"),
    excludedEventTypes: body.excludedEventTypes?.length ? body.excludedEventTypes : null,
  };
}

type Names = string[] | null | undefined;

async function findApplications(ctx: Context, field: string, names: Names): Promise<string[] | null> {
  if (!names) return null;
  const found = await Promise.all(
    names.map(async (name, i) => {
      const application = await findApplication(ctx, name);
      if (!application) throw new InvalidInput(["body", field, String(i)], "is not an application");
      return formatId("application", application.id);
    }),
  );
  return [...new Set(found)];
}

async function findEndpoints(ctx: Context, field: string, names: Names): Promise<string[] | null> {
  if (!names) return null;
  const ids = names.map((name) => parseId("endpoint", name) ?? "");
  const rows = await (ctx.tx ?? db()).endpoint.findMany({
    where: { id: { in: ids.filter(Boolean) }, deletedAt: null, application: { organizationId: organizationOf(ctx) } },
    select: { id: true },
  });
  const known = new Set(rows.map(({ id }) => id));
  const unknown = ids.findIndex((id) => !known.has(id));
  if (unknown >= 0) throw new InvalidInput(["body", field, String(unknown)], "is not the id of an endpoint");
  return [...new Set(names)];
}
