import {
  checkServerIdentity,
  createSecureContext,
  type PeerCertificate,
  rootCertificates,
  type SecureContext,
} from "node:tls";
import type { MinTlsVersion } from "@/worker/send/dial-rules.ts";

export class TlsTooOld extends Error {
  override readonly name = "TlsTooOld";
  readonly code = "TLS_TOO_OLD";

  constructor(version: MinTlsVersion, cause: unknown) {
    super(`the server does not offer TLS ${version}, the oldest that this endpoint accepts`, { cause });
  }
}

class CertificateWithoutNames extends Error {
  override readonly name = "CertificateWithoutNames";
  readonly code = "ERR_TLS_CERT_ALTNAME_INVALID";

  constructor() {
    super("the certificate lists no alternative names");
  }
}

/** How a server says, or OpenSSL finds, that there is no version in common. */
const VERSION_REFUSALS = new Set(["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "ERR_SSL_UNSUPPORTED_PROTOCOL"]);

/** The default level would accept keys of 1,024 bits. */
export const CIPHERS = "DEFAULT@SECLEVEL=2";
export const TLS_VERSIONS = { "1.2": "TLSv1.2", "1.3": "TLSv1.3" } as const;

export function createTlsContexts(caCertificates?: string[]): Record<MinTlsVersion, SecureContext> {
  const create = (least: MinTlsVersion) =>
    createSecureContext({
      minVersion: TLS_VERSIONS[least],
      ciphers: CIPHERS,
      ...(caCertificates ? { ca: [...rootCertificates, ...caCertificates] } : {}),
    });
  return { "1.2": create("1.2"), "1.3": create("1.3") };
}

/** Node alone would accept the common name of a certificate without alternative names; browsers ceased to long ago. */
export function checkNames(host: string, certificate: PeerCertificate): Error | undefined {
  return certificate.subjectaltname === undefined
    ? new CertificateWithoutNames()
    : checkServerIdentity(host, certificate);
}

export function isVersionRefusal(error: unknown): boolean {
  return error instanceof Error && "code" in error && VERSION_REFUSALS.has(String(error.code));
}
