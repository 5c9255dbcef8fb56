import { randomBytes } from "node:crypto";
import type { Endpoint } from "@/generated/prisma/client.ts";
import type { SecretKind } from "@/lib/contract/endpoint-secret.ts";
import type { Tx } from "@/lib/db.ts";
import { sealSecret } from "@/lib/domain/endpoints/sealed.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { isPrivateKeyText, keyPairOf, parsePrivateKey } from "@/lib/webhook/key-pair.ts";
import { formatSecret, InvalidSecret, parseSecret, secretLast4 } from "@/lib/webhook/secret.ts";

const GENERATED_BYTES = 32;

/** A signing secret as it is stored. */
export interface Secret {
  /** `whsec_…`, or `whsk_…` of a key pair. */
  text: string;
  /** `whpk_…` of a key pair; null for a shared secret. */
  publicKey: string | null;
  /** Of what its owner may see. */
  last4: string;
}

const sharedSecret = (text: string): Secret => ({ text, publicKey: null, last4: secretLast4(text) });

function keyPair({ privateText, publicText }: ReturnType<typeof keyPairOf>): Secret {
  return { text: privateText, publicKey: publicText, last4: secretLast4(publicText) };
}

export function generateSecret(kind: SecretKind = "v1"): Secret {
  const bytes = randomBytes(GENERATED_BYTES);
  return kind === "v1a" ? keyPair(keyPairOf(bytes)) : sharedSecret(formatSecret(bytes));
}

/**
 * A secret as its owner gave it, in the one way that it is written.
 * @throws InvalidInput at the field, saying what a secret must be, or that it is not of the kind that was asked for
 */
export function readSecret(field: "secret" | "key", text: string, kind?: SecretKind | null): Secret {
  const isPair = isPrivateKeyText(text);
  if (kind && (kind === "v1a") !== isPair) {
    throw new InvalidInput(["body", field], kind === "v1a" ? "A v1a key begins with whsk_." : "This is a v1a key.");
  }
  try {
    return isPair ? keyPair(parsePrivateKey(text)) : sharedSecret(formatSecret(parseSecret(text)));
  } catch (error) {
    if (error instanceof InvalidSecret) throw new InvalidInput(["body", field], error.message);
    throw error;
  }
}

/** Adds the current secret of an endpoint; whoever calls has given the one before its end. */
export async function insertSecret(
  tx: Tx,
  { id: endpointId, applicationId }: Pick<Endpoint, "id" | "applicationId">,
  { text, publicKey, last4 }: Secret,
): Promise<void> {
  const id = newUuid();
  const secretSealed = sealSecret({ id, applicationId }, text);
  await tx.endpointSecret.create({ data: { id, endpointId, secretSealed, publicKey, last4 } });
}
