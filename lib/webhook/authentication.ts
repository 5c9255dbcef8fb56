import { Buffer } from "node:buffer";

/** RFC 6749 §4.4: a token for the client itself. */
export type Oauth2Client = {
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope?: string | null | undefined;
  audience?: string | null | undefined;
  /** How the client proves itself to the token server: an Authorization header, or fields of the form. */
  authMethod: "basic" | "post";
  /** Further fields of the form. */
  params?: Record<string, string> | null | undefined;
};

export type ClientCertificate = {
  /** PEM: the client's own certificate first, then what leads to its authority. */
  certificate: string;
  /** PEM, not encrypted. */
  privateKey: string;
};

/** How requests prove that they are ours. At most one of the first four; a certificate goes with any of them. */
export type Authentication = {
  basic?: { username: string; password: string } | null | undefined;
  bearer?: { token: string } | null | undefined;
  apiKey?: { header: string; value: string } | null | undefined;
  oauth2?: Oauth2Client | null | undefined;
  mtls?: ClientCertificate | null | undefined;
  /** PEM: when set, only servers whose certificate leads to one of these are trusted. */
  ca?: string | null | undefined;
};

/** A shorter value would show too much of itself. */
const SHORTEST_SHOWN = 16;
const HIDDEN = "••••";
/** Value of the header that an access token is put into. */
export const TOKEN_PLACE = "Bearer";

export function last4Of(secret: string): string | null {
  return secret.length < SHORTEST_SHOWN ? null : secret.slice(-4);
}

/** The header that carries a credential, and what is shown in its place; null when none does. */
export type CredentialHeader = { name: string; shown: string };

type Last4 = { last4: string | null };
type ShownKinds = {
  basic: object | null;
  bearer: Last4 | null;
  apiKey: (Last4 & { header: string }) | null;
  oauth2: object | null;
};

export function shownCredential({ basic, bearer, apiKey, oauth2 }: ShownKinds): CredentialHeader | null {
  if (basic) return { name: "Authorization", shown: `Basic ${HIDDEN}` };
  if (bearer) return { name: "Authorization", shown: `Bearer ${HIDDEN}${bearer.last4 ?? ""}` };
  if (oauth2) return { name: "Authorization", shown: `Bearer ${HIDDEN}` };
  return apiKey ? { name: apiKey.header, shown: `${HIDDEN}${apiKey.last4 ?? ""}` } : null;
}

/** The same with its value. An access token is another one each time: its place is kept. */
export function credentialOf(authentication: Authentication): (CredentialHeader & { value: string }) | null {
  const { basic, bearer, apiKey, oauth2 } = authentication;
  const shown = shownCredential({
    basic: basic ?? null,
    bearer: bearer ? { last4: last4Of(bearer.token) } : null,
    apiKey: apiKey ? { header: apiKey.header, last4: last4Of(apiKey.value) } : null,
    oauth2: oauth2 ?? null,
  });
  if (shown === null) return null;
  if (basic) return { ...shown, value: `Basic ${basicPair(basic.username, basic.password)}` };
  return { ...shown, value: bearer ? `Bearer ${bearer.token}` : (apiKey?.value ?? TOKEN_PLACE) };
}

/** RFC 7617 §2, in UTF-8. */
function basicPair(username: string, password: string): string {
  return Buffer.from(`${username}:${password}`).toString("base64");
}

/** What no log may hold: also what a careless server may echo of a part of it. */
export function secretsOfAuthentication({ basic, bearer, apiKey, oauth2 }: Authentication): string[] {
  return [
    ...(basic ? [basic.password, basicPair(basic.username, basic.password)] : []),
    ...(bearer ? [bearer.token] : []),
    ...(apiKey ? [apiKey.value] : []),
    ...(oauth2 ? [oauth2.clientSecret, ...Object.values(oauth2.params ?? {})] : []),
    ...(oauth2 ? [encodeURIComponent(oauth2.clientSecret), clientPair(oauth2)] : []),
  ];
}

/** RFC 6749 §2.3.1: both parts are written as in a form before they are joined. */
export function clientPair({ clientId, clientSecret }: Oauth2Client): string {
  return basicPair(asFormValue(clientId), asFormValue(clientSecret));
}

function asFormValue(text: string): string {
  return new URLSearchParams({ "": text }).toString().slice(1);
}
