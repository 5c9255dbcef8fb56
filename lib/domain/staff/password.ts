import { randomBytes } from "node:crypto";
import { argon2id, argon2Verify } from "hash-wasm";

/** Argon2id as OWASP advises it: 19 MiB, two passes, one lane; about 40 ms. */
const COST = { memorySize: 19_456, iterations: 2, parallelism: 1, hashLength: 32 } as const;

let unknown: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  // Typed on another keyboard, the same letters may come as other code points.
  return argon2id({ ...COST, password: password.normalize("NFKC"), salt: randomBytes(16), outputType: "encoded" });
}

/** Takes the same time whether there is such an account or not: without a hash it is compared with that of nobody. */
export async function matchesPassword(password: string, passwordHash: string | null): Promise<boolean> {
  if (password === "") return false;
  unknown ??= hashPassword(randomBytes(16).toString("hex"));
  const matches = await argon2Verify({
    password: password.normalize("NFKC"),
    hash: passwordHash ?? (await unknown),
  });
  return matches && passwordHash !== null;
}
