import type { Diagnosis, Evidence } from "@/lib/webhook/diagnosis.ts";
import { makeDiagnosis as make } from "@/lib/webhook/make-diagnosis.ts";

export function diagnoseNoConnection({ host, port, detail }: Evidence): Diagnosis {
  if (detail !== null && /UNREACH|EHOSTDOWN|ENETDOWN/.test(detail)) {
    return make(
      "connect_timeout",
      "network",
      `There is no route to ${host}.`,
      "Check the address that the name leads to.",
      "edit_url",
    );
  }
  const limit = /within ([\d.]+) s/.exec(detail ?? "")?.[1];
  const within = limit === undefined ? "" : ` within ${limit}\u00a0s`;
  return make(
    "connect_timeout",
    "network",
    `No answer from ${host} on port ${port}${within}.`,
    "Check that the server is up, and that a firewall lets our source addresses through.",
  );
}

export function diagnoseBlocked({ host, detail }: Evidence): Diagnosis {
  const address = /^(.*): in none of the networks/.exec(detail ?? "")?.[1];
  if (address === undefined) {
    return make(
      "blocked_address",
      "you",
      "This address is private or reserved.",
      "Use a public URL, or the debug inbox while you develop.",
      "edit_url",
    );
  }
  const leadsTo = address === host.replace(/^\[|\]$/g, "") ? host : `${host} leads to ${address}, which`;
  return make(
    "blocked_address",
    "you",
    `${leadsTo} is in none of the networks that this endpoint allows, so nothing was sent.`,
    "Add its network to the allowed networks of this endpoint, or correct the URL.",
  );
}

export function diagnoseTlsProtocol({ host, port, detail }: Evidence): Diagnosis {
  const oldest = /does not offer TLS (\d\.\d)/.exec(detail ?? "")?.[1];
  if (oldest !== undefined) {
    return make(
      "tls_protocol",
      "you",
      `${host} does not offer TLS ${oldest}, the oldest version that this endpoint accepts.`,
      `Turn on TLS ${oldest} on your server, or accept older TLS in the settings of this endpoint.`,
    );
  }
  return make(
    "tls_protocol",
    "you",
    detail !== null && /WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(detail)
      ? `Port ${port} of ${host} does not speak HTTPS.`
      : "Your server and we share no TLS version or cipher.",
    "Serve HTTPS with TLS 1.2 or 1.3 on this port.",
  );
}

export function diagnoseUntrusted({ host, detail }: Evidence): Diagnosis {
  const isSelfSigned = detail !== null && /SELF_SIGNED/.test(detail);
  return make(
    "tls_untrusted",
    "you",
    isSelfSigned
      ? `The certificate of ${host} is self-signed.`
      : `The certificate of ${host} does not lead to an authority that we know. An intermediate certificate may be missing.`,
    isSelfSigned
      ? "Use a certificate from a public authority."
      : "Serve the full chain, not the leaf certificate alone.",
  );
}

/** The names that a certificate lists, as Node words its complaint about them. */
export function namesIn(detail: string | null): string {
  const names = /altnames: .*?((?:DNS|IP Address):[^(]*)/.exec(detail ?? "")?.[1];
  if (names === undefined) return "";
  const list = names.split(",").map((name) => name.replace(/^.*?:/, "").trim());
  return ` (${list.slice(0, 3).join(", ")}${list.length > 3 ? ", …" : ""})`;
}

/** Alerts by which a server refuses the client's certificate, or asks for one: RFC 8446 §6.2 by OpenSSL's names. */
const CERTIFICATE_WANTED = /certificate required|CERTIFICATE_REQUIRED/i;
const CERTIFICATE_REFUSED =
  /alert (bad|unsupported|unknown|expired|revoked) ?certificate|alert certificate (unknown|expired|revoked)|alert unknown ca|access denied/i;

export function diagnoseTlsOther({ host, detail }: Evidence): Diagnosis {
  if (CERTIFICATE_WANTED.test(detail ?? "")) {
    return make(
      "tls_protocol",
      "you",
      `${host} asks for a client certificate, and this endpoint shows none.`,
      "Set a client certificate (mutual TLS) in the authentication of this endpoint.",
    );
  }
  if (CERTIFICATE_REFUSED.test(detail ?? "")) {
    return make(
      "tls_protocol",
      "you",
      `${host} refuses the client certificate of this endpoint.`,
      "Check that it has not expired, and that your server trusts the authority that issued it.",
    );
  }
  return make(
    "tls_protocol",
    "you",
    `The TLS handshake with ${host} failed.`,
    "Use a server certificate with a key of 2,048 bits or more.",
  );
}

export function diagnoseUnusableCertificate(): Diagnosis {
  return make(
    "configuration",
    "you",
    "The client certificate of this endpoint, or the authority that it trusts, cannot be used.",
    "Set them anew in the authentication of this endpoint.",
  );
}
