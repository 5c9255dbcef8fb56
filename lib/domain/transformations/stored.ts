import { z } from "zod";
import type { EndpointTransformation } from "@/generated/prisma/client.ts";
import { seal, unseal } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";

type Variables = Record<string, string>;
const StoredVariables = z.record(z.string(), z.string());

/** A change of a transformation, as its variables are bound to it. */
interface ChangeRow {
  endpointId: string;
  version: number;
  applicationId: string;
}

const COLUMN = "endpoint_transformation.variables_sealed";
const rowOf = ({ endpointId, version, applicationId }: ChangeRow) => ({
  id: `${endpointId}/${version}`,
  applicationId,
});

/** Null when there are none. */
export function sealVariables(change: ChangeRow, variables: Variables): string | null {
  return Object.keys(variables).length === 0 ? null : seal(COLUMN, rowOf(change), JSON.stringify(variables));
}

export function openVariables(change: ChangeRow, sealed: string | null): Variables {
  return sealed === null ? {} : StoredVariables.parse(JSON.parse(unseal(COLUMN, rowOf(change), sealed)));
}

/** The one that counts; null when the endpoint never had any. */
export function findTransformation(
  tx: Pick<Tx, "endpointTransformation">,
  endpointId: string,
): Promise<EndpointTransformation | null> {
  return tx.endpointTransformation.findFirst({ where: { endpointId }, orderBy: { version: "desc" } });
}
