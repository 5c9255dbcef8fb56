import type { EndpointAuthenticationIn, EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";

export const KINDS = ["none", "basic", "bearer", "apiKey", "oauth2"] as const;
export type Kind = (typeof KINDS)[number];

/** All that may be typed; what does not belong to the chosen kind is left out when it is sent. */
export type AuthenticationDraft = {
  kind: Kind;
  username: string;
  password: string;
  token: string;
  header: string;
  value: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scope: string;
  audience: string;
  authMethod: "basic" | "post";
  params: string;
  mtls: boolean;
  certificate: string;
  privateKey: string;
  ownAuthorities: boolean;
  ca: string;
};
export type AuthenticationField = Exclude<keyof AuthenticationDraft, "kind" | "mtls" | "ownAuthorities" | "authMethod">;
export type Mistake = "needed" | "again" | "params" | "notPem";

/** What is stored, as far as it may be read: secrets are empty. */
export function draftOf(stored: EndpointAuthenticationOut): AuthenticationDraft {
  const { basic, apiKey, oauth2, mtls, ca } = stored;
  return {
    kind: KINDS.find((kind) => kind !== "none" && stored[kind] !== null) ?? "none",
    username: basic?.username ?? "",
    password: "",
    token: "",
    header: apiKey?.header ?? "",
    value: "",
    tokenUrl: oauth2?.tokenUrl ?? "",
    clientId: oauth2?.clientId ?? "",
    clientSecret: "",
    scope: oauth2?.scope ?? "",
    audience: oauth2?.audience ?? "",
    authMethod: oauth2?.authMethod ?? "basic",
    params: oauth2?.paramNames.map((name) => `${name}=`).join("\n") ?? "",
    mtls: mtls !== null,
    certificate: "",
    privateKey: "",
    ownAuthorities: ca !== null,
    ca: "",
  };
}

/** @returns null when nothing is to be sent along */
export function authenticationOf(draft: AuthenticationDraft): EndpointAuthenticationIn | null {
  const { kind, mtls, ownAuthorities } = draft;
  if (kind === "none" && !mtls && !ownAuthorities) return null;
  const { username, password, token, header, value, certificate, privateKey, ca } = draft;
  return {
    ...(kind === "basic" ? { basic: { username, password } } : {}),
    ...(kind === "bearer" ? { bearer: { token: token.trim().replace(/^Bearer\s+/i, "") } } : {}),
    ...(kind === "apiKey" ? { apiKey: { header: header.trim(), value: value.trim() } } : {}),
    ...(kind === "oauth2" ? { oauth2: clientOf(draft) } : {}),
    ...(mtls ? { mtls: { certificate: pemOf(certificate), privateKey: pemOf(privateKey) } } : {}),
    ...(ownAuthorities ? { ca: pemOf(ca) } : {}),
  };
}

function clientOf({ tokenUrl, clientId, clientSecret, scope, audience, authMethod, params }: AuthenticationDraft) {
  return {
    tokenUrl: tokenUrl.trim(),
    clientId: clientId.trim(),
    clientSecret,
    scope: scope.trim() || null,
    audience: audience.trim() || null,
    authMethod,
    params: paramsOf(params),
  };
}

const pemOf = (text: string) => `${text.trim()}\n`;
const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

function paramsOf(text: string): Record<string, string> | null {
  const pairs = linesOf(text).map((line) => {
    const at = line.indexOf("=");
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return pairs.length === 0 ? null : Object.fromEntries(pairs);
}

const NEEDED: Record<Kind, AuthenticationField[]> = {
  none: [],
  basic: ["username", "password"],
  bearer: ["token"],
  apiKey: ["header", "value"],
  oauth2: ["tokenUrl", "clientId", "clientSecret"],
};
const SECRETS: readonly AuthenticationField[] = [
  "password",
  "token",
  "value",
  "clientSecret",
  "certificate",
  "privateKey",
  "ca",
];

/** @param stored what is set now: a secret of the same kind has to be given again */
export function mistakesOf(
  draft: AuthenticationDraft,
  stored: EndpointAuthenticationOut,
): Partial<Record<AuthenticationField, Mistake>> {
  const before = draftOf(stored);
  const pems: AuthenticationField[] = [
    ...(draft.mtls ? (["certificate", "privateKey"] as const) : []),
    ...(draft.ownAuthorities ? (["ca"] as const) : []),
  ];
  const wasSet = (field: AuthenticationField) =>
    SECRETS.includes(field) &&
    (field === "ca" ? before.ownAuthorities : pems.includes(field) ? before.mtls : before.kind === draft.kind);
  const mistakes: Partial<Record<AuthenticationField, Mistake>> = {};
  for (const field of [...NEEDED[draft.kind], ...pems]) {
    if (draft[field].trim() === "") mistakes[field] = wasSet(field) ? "again" : "needed";
    else if (pems.includes(field) && !/^-----BEGIN [^-]+-----[\s\S]+-----END [^-]+-----$/.test(draft[field].trim()))
      mistakes[field] = "notPem";
  }
  if (draft.kind === "oauth2") {
    const lines = linesOf(draft.params);
    if (lines.some((line) => line.indexOf("=") < 1)) mistakes.params = "params";
    else if (lines.some((line) => line.trim().endsWith("=")) && draft.params === before.params)
      mistakes.params = "again";
  }
  return mistakes;
}

/** The field that an issue of the server is about; null: all of it. */
export function fieldAt(loc: readonly string[]): AuthenticationField | null {
  const [, kind, field] = loc;
  if (kind === "ca") return "ca";
  return (field as AuthenticationField | undefined) ?? null;
}
