import type { Diagnosis, Evidence } from "@/lib/webhook/diagnosis.ts";
import { makeDiagnosis as make } from "@/lib/webhook/make-diagnosis.ts";

export function diagnoseNoConnection({ host, port, detail }: Evidence): Diagnosis {
  if (detail !== null && /UNREACH|EHOSTDOWN|ENETDOWN/.test(detail))
    return make("connect_timeout", "network", "connect_no_route", { values: { host }, action: "edit_url" });
  const limit = /within ([\d.]+) s/.exec(detail ?? "")?.[1];
  const values = { host, port: String(port) };
  return limit === undefined
    ? make("connect_timeout", "network", "connect_timeout", { values })
    : make("connect_timeout", "network", "connect_timeout_within", { values: { ...values, limit } });
}

export function diagnoseBlocked({ host, detail }: Evidence): Diagnosis {
  if (detail?.includes("OWN_ADDRESS")) return make("blocked_address", "you", "blocked_self", { action: "edit_url" });
  if (detail?.includes("NETWORKS_UNKNOWN"))
    return make("blocked_address", "you", "blocked_networks_unknown", { values: { host }, action: "edit_networks" });
  const address = /^(.*): in none of the networks/.exec(detail ?? "")?.[1];
  if (address === undefined) return make("blocked_address", "you", "blocked_private", { action: "edit_url" });
  return address === host.replace(/^\[|\]$/g, "")
    ? make("blocked_address", "you", "blocked_outside", { values: { host }, action: "edit_networks" })
    : make("blocked_address", "you", "blocked_outside_address", { values: { host, address }, action: "edit_networks" });
}

export function diagnoseTlsProtocol({ host, port, detail }: Evidence): Diagnosis {
  const version = /does not offer TLS (\d\.\d)/.exec(detail ?? "")?.[1];
  if (version !== undefined) return make("tls_protocol", "you", "tls_too_old", { values: { host, version } });
  return detail !== null && /WRONG_VERSION_NUMBER|PACKET_LENGTH|HTTP_REQUEST/.test(detail)
    ? make("tls_protocol", "you", "tls_not_spoken", { values: { host, port: String(port) }, action: "edit_url" })
    : make("tls_protocol", "you", "tls_nothing_shared");
}

export function diagnoseUntrusted({ host, detail }: Evidence): Diagnosis {
  const isSelfSigned = detail !== null && /SELF_SIGNED/.test(detail);
  return make("tls_untrusted", "you", isSelfSigned ? "tls_self_signed" : "tls_untrusted", { values: { host } });
}

/** The names that a certificate lists, as Node words its complaint about them; null when it names none. */
export function namesIn(detail: string | null): string | null {
  const names = /altnames: .*?((?:DNS|IP Address):[^(]*)/.exec(detail ?? "")?.[1];
  if (names === undefined) return null;
  const list = names.split(",").map((name) => name.replace(/^.*?:/, "").trim());
  return `${list.slice(0, 3).join(", ")}${list.length > 3 ? ", …" : ""}`;
}

/** Alerts by which a server refuses the client's certificate, or asks for one: RFC 8446 §6.2 by OpenSSL's names. */
const CERTIFICATE_WANTED = /certificate required|CERTIFICATE_REQUIRED/i;
const CERTIFICATE_REFUSED =
  /alert (bad|unsupported|unknown|expired|revoked) ?certificate|alert certificate (unknown|expired|revoked)|alert unknown ca|access denied/i;

export function diagnoseTlsOther({ host, detail }: Evidence): Diagnosis {
  const ours = { values: { host }, action: "edit_authentication" } as const;
  if (CERTIFICATE_WANTED.test(detail ?? "")) return make("tls_protocol", "you", "tls_certificate_wanted", ours);
  if (CERTIFICATE_REFUSED.test(detail ?? "")) return make("tls_protocol", "you", "tls_certificate_refused", ours);
  return make("tls_protocol", "you", "tls_handshake", { values: { host } });
}

export function diagnoseUnusableCertificate(): Diagnosis {
  return make("configuration", "you", "configuration_certificate", { action: "edit_authentication" });
}
