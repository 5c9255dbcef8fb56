import type { Endpoint } from "@/generated/prisma/client.ts";
import type { OperationalEventData, OperationalEventType } from "@/lib/contract/operational-event.ts";
import type { Tx } from "@/lib/db.ts";
import { operationalOrganizationOf } from "@/lib/domain/operational-webhooks/organization.ts";
import { formatId, newUuid } from "@/lib/ids.ts";
import { OUTBOX_CHANNEL } from "@/lib/queue.ts";

type EndpointEvent = Extract<OperationalEventType, `endpoint.${string}`>;
type EndpointFields = keyof OperationalEventData<"endpoint.created">;
type Told = Pick<Endpoint, "id" | "applicationId" | "uid">;

/**
 * Tells the operator what became of an endpoint, in the transaction of the change: through the outbox, so that routing
 * happens after the commit. Nothing is written unless the operator has an endpoint for it. What happens to operational
 * endpoints themselves is told to nobody, because their organization has no operational webhooks.
 */
export async function tellOfEndpoint<T extends EndpointEvent>(
  tx: Tx,
  type: T,
  endpoint: Told,
  ...[more]: Omit<OperationalEventData<T>, EndpointFields> extends Record<string, never>
    ? []
    : [Omit<OperationalEventData<T>, EndpointFields>]
): Promise<void> {
  const owner = await tx.application.findUniqueOrThrow({
    where: { id: endpoint.applicationId },
    select: { uid: true, organizationId: true },
  });
  await tell(tx, owner.organizationId, type, {
    appId: formatId("application", endpoint.applicationId),
    appUid: owner.uid,
    endpointId: formatId("endpoint", endpoint.id),
    endpointUid: endpoint.uid,
    ...more,
  });
}

/** Tells the operator that a background task has ended, in the transaction that ends it. */
export async function tellOfTask(
  tx: Tx,
  organizationId: string,
  data: OperationalEventData<"background_task.finished">,
): Promise<void> {
  await tell(tx, organizationId, "background_task.finished", data);
}

async function tell(tx: Tx, organizationId: string, type: OperationalEventType, data: object): Promise<void> {
  // Of itself nobody is told.
  if (operationalOrganizationOf(organizationId) === organizationId) return;
  const written = await tx.$executeRaw`
    insert into posthorn.outbox (message_id, organization_id, application_id, event_type, payload)
    select ${newUuid()}::uuid, o.organization_id, o.id, ${type}, ${JSON.stringify({ type, data })}
    from application o
    where o.organization_id = ${operationalOrganizationOf(organizationId)} and o.deleted_at is null
      and exists (select from endpoint e where e.application_id = o.id and e.deleted_at is null)`;
  if (written > 0) await tx.$queryRaw`select pg_notify(${OUTBOX_CHANNEL}, '')::text`;
}
