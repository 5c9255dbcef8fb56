import { type Endpoint, Prisma } from "@/generated/prisma/client.ts";
import type { Tx } from "@/lib/db.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { openHeaders, sealVersionHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { findTransformation } from "@/lib/domain/transformations/stored.ts";
import { conflictWhenTaken } from "@/lib/domain/uid.ts";

/**
 * Writes an endpoint and gives it a new version: for every change that a delivery can see. An attempt names the version
 * it was made with, and the worker reads its configuration again.
 */
export async function writeVersion(
  tx: Tx,
  endpointId: string,
  data: Prisma.EndpointUpdateInput = {},
): Promise<Endpoint> {
  const row = await conflictWhenTaken("endpoint", () =>
    tx.endpoint.update({ where: { id: endpointId }, data: { ...data, version: { increment: 1 } } }),
  );
  await insertVersion(tx, row);
  return row;
}

export async function insertVersion(tx: Tx, endpoint: Endpoint): Promise<void> {
  const { id, applicationId, version, url } = endpoint;
  const headers = openHeaders(endpoint, endpoint.headersSealed);
  const headersSealed = sealVersionHeaders({ endpointId: id, version, applicationId }, headers);
  const { sequence, svixHeaders, format, hmacHeaders } = readOptions(endpoint.deliveryOptions);
  const headerOptions = { sequence, svixHeaders };
  const isTransformed = (await findTransformation(tx, id))?.enabled ?? false;
  const composed = isTransformed || hmacHeaders !== null || (format !== null && format !== "plain");
  const authentication = endpoint.authentication ?? Prisma.DbNull;
  await tx.endpointVersion.create({
    data: { endpointId: id, version, url, headersSealed, authentication, headerOptions, composed },
  });
}
