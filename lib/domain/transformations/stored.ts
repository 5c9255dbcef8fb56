import { z } from "zod";
import type { EndpointTransformation } from "@/generated/prisma/client.ts";
import { seal, unseal } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";

type Variables = Record<string, string>;
const StoredVariables = z.record(z.string(), z.string());

/** Bound to the endpoint's id; null when there are none. */
export function sealVariables(endpointId: string, variables: Variables): string | null {
  if (Object.keys(variables).length === 0) return null;
  return seal("transformation-variables", endpointId, JSON.stringify(variables));
}

export function openVariables(endpointId: string, sealed: string | null): Variables {
  if (sealed === null) return {};
  return StoredVariables.parse(JSON.parse(unseal("transformation-variables", endpointId, sealed)));
}

/** The one that counts; null when the endpoint never had any. */
export function findTransformation(
  tx: Pick<Tx, "endpointTransformation">,
  endpointId: string,
): Promise<EndpointTransformation | null> {
  return tx.endpointTransformation.findFirst({ where: { endpointId }, orderBy: { version: "desc" } });
}
