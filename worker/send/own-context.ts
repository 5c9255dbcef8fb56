import { createHash } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import type { MinTlsVersion } from "@/worker/send/dial-rules.ts";
import { CIPHERS, TLS_VERSIONS } from "@/worker/send/tls.ts";

/** PEM. Of an endpoint that shows a certificate of its own, or trusts other authorities than the well-known ones. */
export type Certificates = {
  readonly certificate: string | null;
  readonly privateKey: string | null;
  /** Instead of the well-known authorities. */
  readonly ca: string | null;
};

/** They were fine when they were saved; the TLS library may have become stricter since. */
class UnusableCertificate extends Error {
  override readonly name = "UnusableCertificate";
  readonly code = "UNUSABLE_CERTIFICATE";

  constructor(cause: unknown) {
    super("the certificates of this endpoint cannot be used", { cause });
  }
}

/** Tells certificates apart without holding them: part of the key under which connections are shared. */
export function fingerprintOf({ certificate, privateKey, ca }: Certificates): string {
  return createHash("sha256")
    .update(JSON.stringify([certificate, privateKey, ca]))
    .digest("hex");
}

/** @throws UnusableCertificate */
export function createOwnContext({ certificate, privateKey, ca }: Certificates, least: MinTlsVersion): SecureContext {
  try {
    return createSecureContext({
      minVersion: TLS_VERSIONS[least],
      ciphers: CIPHERS,
      ...(certificate !== null && privateKey !== null ? { cert: certificate, key: privateKey } : {}),
      ...(ca === null ? {} : { ca }),
    });
  } catch (cause) {
    throw new UnusableCertificate(cause);
  }
}
