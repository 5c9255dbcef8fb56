import { createSecureContext } from "node:tls";
import type { EndpointAuthenticationIn, EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { type Authentication, last4Of, shownCredential } from "@/lib/webhook/authentication.ts";
import { InvalidPem, readAuthorities, readClientCertificate } from "@/lib/webhook/client-certificate.ts";
import { checkCustomHeader } from "@/lib/webhook/headers.ts";

const FIELD_OF = { certificate: ["mtls", "certificate"], privateKey: ["mtls", "privateKey"], ca: ["ca"] };

/**
 * What was given, as it is stored and as it may be shown.
 * @throws InvalidInput naming the field that cannot be used
 */
export function readAuthentication(
  given: EndpointAuthenticationIn,
  nowMs: number,
): { stored: Authentication; shown: EndpointAuthenticationOut } {
  const { basic, bearer, apiKey, oauth2 } = given;
  if (apiKey) requireHeader(apiKey);
  const { mtls, ca } = readTls(given, nowMs);
  return {
    stored: { basic, bearer, apiKey, oauth2, mtls: mtls?.stored ?? null, ca: ca?.stored ?? null },
    shown: {
      basic: basic ? { username: basic.username, last4: last4Of(basic.password) } : null,
      bearer: bearer ? { last4: last4Of(bearer.token) } : null,
      apiKey: apiKey ? { header: apiKey.header, last4: last4Of(apiKey.value) } : null,
      oauth2: oauth2 ? shownClient(oauth2) : null,
      mtls: mtls?.facts ?? null,
      ca: ca?.facts ?? null,
    },
  };
}

/** @throws InvalidInput when a custom header of the endpoint has the name that the credential needs */
export function requireNoSuchHeader(shown: EndpointAuthenticationOut, headerNames: readonly string[]): void {
  const wanted = shownCredential(shown)?.name ?? null;
  const taken = headerNames.find((name) => name.toLowerCase() === wanted?.toLowerCase());
  if (wanted === null || taken === undefined) return;
  throw new InvalidInput(
    ["body", kindOf(shown)],
    `The endpoint has a custom header ${taken}, which this would replace. Delete that header first.`,
  );
}

/** @throws InvalidInput when the endpoint's authentication sends a header that is to be a custom one */
export function requireNoSuchCredential(
  headers: Record<string, string>,
  shown: EndpointAuthenticationOut | null,
): void {
  const wanted = shown && shownCredential(shown)?.name;
  const taken = Object.keys(headers).find((name) => name.toLowerCase() === wanted?.toLowerCase());
  if (!shown || taken === undefined) return;
  throw new InvalidInput(
    ["body", "headers", taken],
    `${taken} is sent by the authentication of this endpoint (${kindOf(shown)}). Remove that first.`,
    "value_error.header",
  );
}

/** The field that says which credential it is. */
export function kindOf({ basic, bearer, oauth2 }: EndpointAuthenticationOut): "basic" | "bearer" | "oauth2" | "apiKey" {
  if (basic) return "basic";
  if (bearer) return "bearer";
  return oauth2 ? "oauth2" : "apiKey";
}

function requireHeader({ header, value }: { header: string; value: string }): void {
  const problem = checkCustomHeader(header, value);
  if (problem) throw new InvalidInput(["body", "apiKey"], problem, "value_error.header");
}

function readTls({ mtls, ca }: EndpointAuthenticationIn, nowMs: number) {
  try {
    const own = mtls ? readClientCertificate(mtls, nowMs) : null;
    const authorities = ca ? readAuthorities(ca, nowMs) : null;
    if (own) requireAccepted(own.stored);
    return { mtls: own, ca: authorities };
  } catch (error) {
    if (!(error instanceof InvalidPem)) throw error;
    throw new InvalidInput(["body", ...FIELD_OF[error.field]], error.message, "value_error.pem");
  }
}

/** As the worker will use it: the TLS library has rules of its own, about signatures that are too weak for one. */
function requireAccepted({ certificate, privateKey }: { certificate: string; privateKey: string }): void {
  try {
    createSecureContext({ cert: certificate, key: privateKey, minVersion: "TLSv1.2", ciphers: "DEFAULT@SECLEVEL=2" });
  } catch (cause) {
    throw new InvalidPem("certificate", "The TLS library refuses this certificate or its key: one is too weak.", {
      cause,
    });
  }
}

function shownClient({
  tokenUrl,
  clientId,
  clientSecret,
  scope,
  audience,
  authMethod,
  params,
}: NonNullable<EndpointAuthenticationIn["oauth2"]>): EndpointAuthenticationOut["oauth2"] {
  return {
    tokenUrl,
    clientId,
    last4: last4Of(clientSecret),
    scope: scope ?? null,
    audience: audience ?? null,
    authMethod,
    paramNames: Object.keys(params ?? {}),
  };
}
