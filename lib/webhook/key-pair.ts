import { Buffer } from "node:buffer";
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { decodeBase64, InvalidSecret } from "@/lib/webhook/secret.ts";

// Standard Webhooks, "Asymmetric": Ed25519, a private key `whsk_` and base64 of seed and public key, a public one `whpk_`.
const PRIVATE_PREFIX = "whsk_";
const PUBLIC_PREFIX = "whpk_";
const SEED_BYTES = 32;
const PRIVATE_BYTES = 64;
/** What stands before the seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

export interface KeyPair {
  privateKey: KeyObject;
  /** `whsk_…`: signs, and is never shown. */
  privateText: string;
  /** `whpk_…`: verifies, and may be published. */
  publicText: string;
}

export function isPrivateKeyText(text: string): boolean {
  return text.startsWith(PRIVATE_PREFIX);
}

/** The pair that follows from 32 random bytes. */
export function keyPairOf(seed: Buffer): KeyPair {
  if (seed.byteLength !== SEED_BYTES) throw new InvalidSecret(`A seed has ${SEED_BYTES} bytes.`);
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
  const publicBytes = Buffer.from(createPublicKey(privateKey).export({ format: "jwk" }).x ?? "", "base64url");
  return {
    privateKey,
    privateText: PRIVATE_PREFIX + Buffer.concat([seed, publicBytes]).toString("base64"),
    publicText: PUBLIC_PREFIX + publicBytes.toString("base64"),
  };
}

/** Reads `whsk_…`. Throws `InvalidSecret`, whose message is fit to show to whoever typed it. */
export function parsePrivateKey(text: string): KeyPair {
  const bytes = decodeBase64(text.slice(PRIVATE_PREFIX.length), PRIVATE_PREFIX);
  if (!isPrivateKeyText(text) || bytes.byteLength !== PRIVATE_BYTES) {
    throw new InvalidSecret(
      `A private key is ${PRIVATE_PREFIX} and base64 of ${PRIVATE_BYTES} bytes: the seed and the public key.`,
    );
  }
  const pair = keyPairOf(bytes.subarray(0, SEED_BYTES));
  if (pair.privateText !== text) throw new InvalidSecret("The two halves of this private key do not belong together.");
  return pair;
}

/** As in a JSON Web Key Set (RFC 7517 and 8037); `kid` is the key's thumbprint (RFC 7638). */
export function publicJwk(publicText: string): { kty: "OKP"; crv: "Ed25519"; x: string; kid: string } {
  const x = Buffer.from(publicText.slice(PUBLIC_PREFIX.length), "base64").toString("base64url");
  const kid = createHash("sha256").update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest("base64url");
  return { kty: "OKP", crv: "Ed25519", x, kid };
}
