import type { Endpoint } from "@/generated/prisma/client.ts";
import type { Tx } from "@/lib/db.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { findTransformation } from "@/lib/domain/transformations/stored.ts";
import { InvalidInput } from "@/lib/errors.ts";

/**
 * What a change of an endpoint means for its transformation; called before the version of that change is written.
 * @param input.isMoved to another origin: like custom headers, variables do not follow there. Whoever may change the URL,
 * but not the code, would have them sent to a server of their own.
 * @throws InvalidInput when the endpoint is to get batches
 */
export async function followEndpoint(
  tx: Tx,
  endpoint: Endpoint,
  input: { isMoved: boolean; deliveryOptions: unknown },
): Promise<void> {
  const stored = await findTransformation(tx, endpoint.id);
  if (!stored) return;
  if (stored.enabled && readOptions(input.deliveryOptions).batch) {
    throw new InvalidInput(["body", "deliveryOptions", "batch"], NOT_WITH_BATCHES);
  }
  if (!input.isMoved || stored.variablesSealed === null) return;
  const { enabled, code } = stored;
  const version = endpoint.version + 1;
  await tx.endpointTransformation.create({
    data: { endpointId: endpoint.id, version, enabled, code, variablesSealed: null },
  });
}

export const NOT_WITH_BATCHES =
  "A transformation changes one message; an endpoint that gets several in one request cannot have one.";
