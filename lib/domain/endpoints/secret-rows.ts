import { randomBytes } from "node:crypto";
import type { Tx } from "@/lib/db.ts";
import { sealSecret } from "@/lib/domain/endpoints/sealed.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { formatSecret, InvalidSecret, parseSecret, secretLast4 } from "@/lib/webhook/secret.ts";

const GENERATED_BYTES = 32;

export function generateSecret(): string {
  return formatSecret(randomBytes(GENERATED_BYTES));
}

/**
 * A secret as its owner gave it, in the one way that it is written.
 * @throws InvalidInput at the field, saying what a secret must be
 */
export function readSecret(field: "secret" | "key", text: string): string {
  try {
    return formatSecret(parseSecret(text));
  } catch (error) {
    if (error instanceof InvalidSecret) throw new InvalidInput(["body", field], error.message);
    throw error;
  }
}

/** Adds the current secret of an endpoint; whoever calls has given the one before its end. */
export async function insertSecret(tx: Tx, endpointId: string, secret: string): Promise<void> {
  const id = newUuid();
  await tx.endpointSecret.create({
    data: { id, endpointId, secretSealed: sealSecret(id, secret), last4: secretLast4(secret) },
  });
}
