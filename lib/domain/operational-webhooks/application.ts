import { z } from "zod";
import { OPERATIONAL_EVENTS } from "@/lib/contract/operational-event.ts";
import { db, type Tx } from "@/lib/db.ts";
import { type Context, organizationForNew, withTransaction } from "@/lib/domain/context.ts";
import { operationalOrganizationOf } from "@/lib/domain/operational-webhooks/organization.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { Forbidden, NotFound } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";

/** Where the verbs of endpoints work on operational webhooks: the actor within that organization, and the application. */
export interface OperationalPlace {
  ctx: Context;
  applicationId: string;
}

function contextWithin(ctx: Context): { ctx: Context; organizationId: string } {
  requireOperator(ctx, "engineer");
  const organizationId = operationalOrganizationOf(organizationForNew(ctx));
  const { actor } = ctx;
  if (actor.kind !== "apiKey" && actor.kind !== "staff") throw new Forbidden();
  return { ctx: { ...ctx, actor: { ...actor, organizationId } }, organizationId };
}

/** Null as long as nobody has made an operational endpoint. */
export async function findOperationalPlace(given: Context): Promise<OperationalPlace | null> {
  const { ctx, organizationId } = contextWithin(given);
  const row = await (ctx.tx ?? db()).application.findFirst({
    where: { organizationId, deletedAt: null },
    select: { id: true },
  });
  return row && { ctx, applicationId: row.id };
}

/** @throws NotFound as long as nobody has made an operational endpoint. */
export async function getOperationalPlace(ctx: Context): Promise<OperationalPlace> {
  const place = await findOperationalPlace(ctx);
  if (!place) throw new NotFound();
  return place;
}

/** The application of the organization's operational webhooks and its event types, made when they are not there yet. */
export async function ensureOperationalPlace(given: Context): Promise<OperationalPlace> {
  const { ctx, organizationId } = contextWithin(given);
  return withTransaction(ctx, async (tx) => {
    await tx.$executeRaw`
      insert into application (id, organization_id, name) values (${newUuid()}::uuid, ${organizationId}, 'Operational webhooks')
      on conflict do nothing`;
    await writeEventTypes(tx, organizationId);
    const { id } = await tx.application.findFirstOrThrow({
      where: { organizationId, deletedAt: null },
      select: { id: true },
    });
    return { ctx, applicationId: id };
  });
}

/** As this release knows them: a newer one may know more. */
async function writeEventTypes(tx: Tx, organizationId: string): Promise<void> {
  for (const [name, { description, payload }] of Object.entries(OPERATIONAL_EVENTS)) {
    const schemas = JSON.stringify({ "1": z.toJSONSchema(payload, { target: "draft-7" }) });
    await tx.$executeRaw`
      insert into event_type as t (id, organization_id, name, description, schemas)
      values (${newUuid()}::uuid, ${organizationId}, ${name}, ${description}, ${schemas})
      on conflict (organization_id, name) do update
        set description = excluded.description, schemas = excluded.schemas, updated_at = now()
        where (t.description, t.schemas) is distinct from (excluded.description, excluded.schemas)`;
  }
}
