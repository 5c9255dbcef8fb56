import { seal, unseal } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { type SourceKind, sourceSecretBytes } from "@/lib/webhook/inbound/kinds.ts";
import { InvalidSecret, secretLast4 } from "@/lib/webhook/secret.ts";

/** A secret is bound to the id of its own row. */
export function openSourceSecret(secretId: string, sealed: string): string {
  return unseal("source-secret", secretId, sealed);
}

/** @throws InvalidInput when the provider cannot have shown it like this */
export function requireSourceSecret(kind: SourceKind, secret: string): void {
  if (kind === "none") throw new InvalidInput(["body", "secret"], "A source of the kind none has no secret.");
  try {
    sourceSecretBytes(kind, secret);
  } catch (error) {
    if (error instanceof InvalidSecret) throw new InvalidInput(["body", "secret"], error.message);
    throw error;
  }
}

/** Adds the current secret; whoever calls has checked it, and given the one before its end. */
export async function insertSourceSecret(tx: Tx, sourceId: string, secret: string): Promise<void> {
  const id = newUuid();
  await tx.sourceSecret.create({
    data: { id, sourceId, secretSealed: seal("source-secret", id, secret), last4: secretLast4(secret) },
  });
}
