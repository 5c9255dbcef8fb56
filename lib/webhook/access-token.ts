import { clientPair, type Oauth2Client } from "@/lib/webhook/authentication.ts";

/** RFC 6749 leaves the lifetime open when the answer names none. */
const USUAL_LIFETIME_MS = 300_000;
const MAX_LIFETIME_MS = 86_400_000;
/** A token must not end on its way to the receiver. */
const MARGIN = { share: 0.1, mostMs: 60_000 };
/** Longer ones do not fit into the headers that servers usually accept. */
const MAX_TOKEN_LENGTH = 16_384;
const MAX_DESCRIPTION_LENGTH = 200;

export type TokenAnswer = { statusCode: number; body: string; truncated: boolean };
export type ReadToken = { ok: true; token: string; freshForMs: number } | { ok: false; problem: string };

/** The request for an access token, RFC 6749 §4.4.2. */
export function tokenRequest(client: Oauth2Client): { headers: Record<string, string>; body: string } {
  const { clientId, clientSecret, scope, audience, authMethod, params } = client;
  const form = new URLSearchParams({
    grant_type: "client_credentials",
    ...(scope ? { scope } : {}),
    ...(audience ? { audience } : {}),
    ...params,
    ...(authMethod === "post" ? { client_id: clientId, client_secret: clientSecret } : {}),
  });
  return {
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      ...(authMethod === "basic" ? { authorization: `Basic ${clientPair(client)}` } : {}),
    },
    body: form.toString(),
  };
}

/** Reads what a token server answered, RFC 6749 §5. A problem is worded for `diagnoseNoToken`, and holds no token. */
export function readTokenAnswer({ statusCode, body, truncated }: TokenAnswer): ReadToken {
  const fields = readObject(body);
  if (statusCode < 200 || statusCode > 299) return { ok: false, problem: refusal(statusCode, fields) };
  const unusable = (why: string): ReadToken => ({
    ok: false,
    problem: `the token server answered ${statusCode}: ${why}`,
  });
  if (truncated) return unusable("it is too large");
  if (fields === null) return unusable("it is no JSON object");

  const { access_token: token, token_type: type, expires_in: expires } = fields;
  if (typeof token !== "string" || token === "") return unusable("it holds no access_token");
  if (token.length > MAX_TOKEN_LENGTH || !/^[\x21-\x7e]+$/.test(token)) {
    return unusable("its access_token cannot be sent in a header");
  }
  if (typeof type === "string" && type.toLowerCase() !== "bearer") return unusable("its token_type is not Bearer");
  return { ok: true, token, freshForMs: freshFor(expires) };
}

function freshFor(expires: unknown): number {
  const seconds = typeof expires === "string" && /^\d{1,10}$/.test(expires) ? Number(expires) : expires;
  const lifetimeMs =
    typeof seconds === "number" && seconds >= 0 ? Math.min(seconds * 1000, MAX_LIFETIME_MS) : USUAL_LIFETIME_MS;
  return lifetimeMs - Math.min(lifetimeMs * MARGIN.share, MARGIN.mostMs);
}

function refusal(statusCode: number, fields: Record<string, unknown> | null): string {
  const code = typeof fields?.error === "string" && /^[a-z_]{1,64}$/.test(fields.error) ? ` ${fields.error}` : "";
  const words = typeof fields?.error_description === "string" ? fields.error_description : "";
  const said = words
    .replace(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, MAX_DESCRIPTION_LENGTH);
  return `the token server answered ${statusCode}${code}${said ? `: ${said}` : ""}`;
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
