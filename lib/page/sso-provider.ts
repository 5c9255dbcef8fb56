import { customFetch, type NextAuthConfig } from "next-auth";
import type { SsoProvider } from "@/lib/domain/staff/single-sign-on.ts";

export const SSO_ID = "sso";
const ANSWER_WITHIN_MS = 10_000;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

type Claims = Record<string, unknown>;
type WithClaims = { claims?: Claims };

/**
 * Requests to the identity provider, the one thing that the web process asks of others: the operator names it, and what it
 * names in turn must be as safe. Without a limit a provider that hangs would hold the page.
 */
const askProvider: typeof fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (url.protocol !== "https:" && !LOOPBACK.includes(url.hostname))
    throw new Error(`The identity provider names an address without https: ${url.origin}`);
  // next-auth knows no other way than fetch, and asks nobody but the provider.
  return globalThis.fetch(input, { ...init, redirect: "error", signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
};

/** What the token and the user's page say together: some providers tell roles only in the one, e-mails only in the other. */
function toUser(profile: Claims, tokens: { id_token?: string | undefined }) {
  const [, payload = ""] = tokens.id_token?.split(".") ?? [];
  // next-auth has checked issuer, audience, time and nonce of the token before it calls this.
  const told = payload === "" ? {} : (JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Claims);
  return { id: String(profile.sub), claims: { ...told, ...profile } };
}

/** The claims of a sign-in at the provider; null for any other. */
export function ssoClaims(user: object): Claims | null {
  return (user as WithClaims).claims ?? null;
}

export function ssoConfig(provider: SsoProvider): NextAuthConfig["providers"][number] {
  const { name, issuer, clientId, clientSecret, scopes } = provider;
  return {
    id: SSO_ID,
    name,
    type: "oidc",
    issuer,
    clientId,
    clientSecret,
    authorization: { params: { scope: scopes } },
    checks: ["pkce", "state", "nonce"],
    // Many providers tell the e-mail address at the user's page only.
    idToken: false,
    profile: toUser,
    // It is read from there and nowhere else.
    options: { clientId, [customFetch]: askProvider },
  };
}
