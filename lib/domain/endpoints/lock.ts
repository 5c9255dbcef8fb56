import type { Endpoint } from "@/generated/prisma/client.ts";
import type { Tx } from "@/lib/db.ts";
import { NotFound } from "@/lib/errors.ts";

export interface EndpointRef {
  applicationId: string;
  endpointId: string;
}

/** Loads an endpoint and holds it until the transaction ends; changes of one endpoint come one after the other. */
export async function lockEndpoint(tx: Tx, { applicationId, endpointId }: EndpointRef): Promise<Endpoint> {
  await tx.$queryRaw`select 1 from endpoint where id = ${endpointId}::uuid for no key update`;
  const endpoint = await tx.endpoint.findFirst({ where: { id: endpointId, applicationId, deletedAt: null } });
  if (!endpoint) throw new NotFound();
  return endpoint;
}

export async function getEndpointOrThrow(
  tx: Pick<Tx, "endpoint">,
  { applicationId, endpointId }: EndpointRef,
): Promise<Endpoint> {
  const endpoint = await tx.endpoint.findFirst({ where: { id: endpointId, applicationId, deletedAt: null } });
  if (!endpoint) throw new NotFound();
  return endpoint;
}
