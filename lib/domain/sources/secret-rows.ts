import { type SealedRow, seal, unseal } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { type SourceKind, sourceSecretBytes } from "@/lib/webhook/inbound/kinds.ts";
import { InvalidSecret, secretLast4 } from "@/lib/webhook/secret.ts";

/** The id is that of the secret's own row. */
export function openSourceSecret(row: SealedRow, sealed: string): string {
  return unseal("source_secret.secret_sealed", row, sealed);
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
export async function insertSourceSecret(
  tx: Tx,
  source: { id: string; applicationId: string },
  secret: string,
): Promise<void> {
  const id = newUuid();
  const secretSealed = seal("source_secret.secret_sealed", { id, applicationId: source.applicationId }, secret);
  await tx.sourceSecret.create({ data: { id, sourceId: source.id, secretSealed, last4: secretLast4(secret) } });
}
