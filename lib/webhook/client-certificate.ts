import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import type { ClientCertificate } from "@/lib/webhook/authentication.ts";

/** More than any authority puts between itself and a certificate. */
const MAX_CERTIFICATES = 10;
const MAX_SUBJECT_LENGTH = 256;
/** Below it TLS libraries refuse the key; above it a handshake keeps the worker from its work for too long. */
const RSA_BITS = { least: 2048, most: 4096 };
const CURVES = ["prime256v1", "secp384r1", "secp521r1"];

/** Says in a sentence what is wrong with a PEM. */
export class InvalidPem extends Error {
  override readonly name = "InvalidPem";
  readonly field: "certificate" | "privateKey" | "ca";

  constructor(field: "certificate" | "privateKey" | "ca", message: string, options?: { cause: unknown }) {
    super(message, options);
    this.field = field;
  }
}

/** What may be shown of a certificate. */
export type CertificateFacts = {
  /** `CN=…, O=…` */
  subject: string;
  /** ISO 8601 */
  notAfter: string;
  /** SHA-256 of the certificate, in hexadecimal. */
  fingerprint: string;
};

/**
 * A certificate with its key as they are stored, and what may be shown of them.
 * @throws InvalidPem when either cannot be read, they do not belong together, or the certificate has expired
 */
export function readClientCertificate(
  given: ClientCertificate,
  nowMs: number,
): { stored: ClientCertificate; facts: CertificateFacts } {
  const chain = readCertificates("certificate", given.certificate);
  const key = readPrivateKey(given.privateKey);
  const [own] = chain;
  if (!own) throw new InvalidPem("certificate", "There is no certificate in it.");
  if (!own.checkPrivateKey(key)) {
    const belongs = chain.some((certificate) => certificate.checkPrivateKey(key));
    throw new InvalidPem(
      "privateKey",
      belongs
        ? "This key belongs to a later certificate of the chain. Put the client's own certificate first."
        : "This key does not belong to the certificate.",
    );
  }
  return {
    stored: {
      certificate: chain.map((certificate) => certificate.toString()).join(""),
      privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
    },
    facts: factsOf("certificate", own, nowMs),
  };
}

/**
 * What is trusted instead of the well-known authorities: an authority, or a server's own self-signed certificate.
 * @throws InvalidPem when one cannot be read or has expired
 */
export function readAuthorities(pem: string, nowMs: number): { stored: string; facts: CertificateFacts[] } {
  const authorities = readCertificates("ca", pem);
  return {
    stored: authorities.map((certificate) => certificate.toString()).join(""),
    facts: authorities.map((certificate) => factsOf("ca", certificate, nowMs)),
  };
}

function readCertificates(field: "certificate" | "ca", pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) throw new InvalidPem(field, "This is no PEM: it must have a line BEGIN CERTIFICATE.");
  if (blocks.length > MAX_CERTIFICATES) {
    throw new InvalidPem(field, `There are more than ${MAX_CERTIFICATES} certificates in it.`);
  }
  return blocks.map((block, index) => {
    try {
      return new X509Certificate(block);
    } catch (cause) {
      throw new InvalidPem(field, `Certificate ${index + 1} cannot be read.`, { cause });
    }
  });
}

function readPrivateKey(pem: string): KeyObject {
  // Not even with its passphrase: how long it takes to open such a key is for whoever made it to choose.
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: *4, *ENCRYPTED/.test(pem)) {
    throw new InvalidPem(
      "privateKey",
      "This key is encrypted. Remove the passphrase first: openssl pkey -in key.pem -out plain.pem. It is encrypted again when it is stored.",
    );
  }
  const [block, another] =
    pem.match(/-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----[A-Za-z0-9+/=\s]+-----END \1-----/g) ?? [];
  if (!block) throw new InvalidPem("privateKey", "This is no PEM: it must have a line BEGIN PRIVATE KEY.");
  if (another) throw new InvalidPem("privateKey", "There is more than one key in it.");
  let key: KeyObject;
  try {
    key = createPrivateKey(block);
  } catch (cause) {
    throw new InvalidPem("privateKey", "This key cannot be read.", { cause });
  }
  requireUsable(key);
  return key;
}

function requireUsable({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): void {
  if (asymmetricKeyType === "ed25519") return;
  if (asymmetricKeyType === "rsa") {
    const bits = asymmetricKeyDetails?.modulusLength ?? 0;
    if (bits >= RSA_BITS.least && bits <= RSA_BITS.most) return;
    throw new InvalidPem(
      "privateKey",
      `An RSA key must have ${RSA_BITS.least} to ${RSA_BITS.most} bits; this one has ${bits}.`,
    );
  }
  if (asymmetricKeyType === "ec" && CURVES.includes(asymmetricKeyDetails?.namedCurve ?? "")) return;
  throw new InvalidPem("privateKey", "Use an RSA key, an EC key on P-256, P-384 or P-521, or an Ed25519 key.");
}

function factsOf(field: "certificate" | "ca", certificate: X509Certificate, nowMs: number): CertificateFacts {
  const subject = subjectOf(certificate);
  const notAfter = new Date(certificate.validTo);
  if (!(notAfter.getTime() > nowMs)) {
    const since = Number.isNaN(notAfter.getTime()) ? "" : ` on ${notAfter.toISOString().slice(0, 10)}`;
    throw new InvalidPem(field, `The certificate of ${subject} expired${since}.`);
  }
  return {
    subject,
    notAfter: notAfter.toISOString(),
    fingerprint: certificate.fingerprint256.replaceAll(":", "").toLowerCase(),
  };
}

/** In one line, as names are usually written, and fit for a screen: whoever made the certificate chose its characters. */
function subjectOf({ subject }: X509Certificate): string {
  const parts = (subject ?? "")
    .split("\n")
    .join(", ")
    .replace(/[\p{Cc}\p{Cs}]/gu, "\ufffd");
  return parts.slice(0, MAX_SUBJECT_LENGTH) || "(no subject)";
}
