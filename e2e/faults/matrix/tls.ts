import type { Row } from "@/e2e/faults/matrix/row.ts";

export const TLS: readonly Row[] = [
  { id: "T1", inject: "an expired certificate", expect: "tls_expired" },
  { id: "T2", inject: "a certificate of the future", expect: "tls_not_yet_valid" },
  { id: "T3", inject: "a self-signed certificate", expect: "tls_untrusted" },
  { id: "T4", inject: "an unknown root", expect: "tls_untrusted" },
  { id: "T5", inject: "a missing intermediate; an issuer that is no CA", expect: "tls_untrusted" },
  { id: "T6", inject: "a certificate of another host; one without names", expect: "tls_hostname" },
  { id: "T7", inject: "a certificate for clients only", expect: "tls_other" },
  { id: "T8", inject: "TLS 1.1", expect: "tls_protocol" },
  { id: "T9", inject: "plain HTTP on a TLS port", expect: "tls_protocol; never sent in plain" },
  { id: "T10", inject: "a handshake that stalls", expect: "connect_timeout" },
  { id: "T11", inject: "a client certificate demanded", expect: "a tls class; nothing was sent" },
  { id: "T12", inject: "an RSA key of 1,024 bits", expect: "refused, a tls class" },
  { id: "T13", inject: "a server that needs SNI", expect: "success; the name is sent" },
  { id: "T14", inject: "a server that speaks HTTP/2 only", expect: "a tls or protocol class" },
];
