import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

export type Claims = { email: string; email_verified: boolean; name: string; groups?: string[] };

/** An identity provider of the test's own, on this machine only: whoever comes is signed in as who the test says. */
export async function startIdentityProvider() {
  const people = new Map<string, Claims>();
  let current = "";
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = { clientId: "posthorn", clientSecret: "only-tests-know-it" };
  const asked: URLSearchParams[] = [];

  const configuration = (redirectUri: string): Configuration => ({
    clients: [{ client_id: client.clientId, client_secret: client.clientSecret, redirect_uris: [redirectUri] }],
    cookies: { keys: ["only-tests"] },
    claims: { email: ["email", "email_verified"], profile: ["name", "groups"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...people.get(sub) }) }),
    // Nobody is asked for consent: the operator's provider gives it for its own people.
    loadExistingGrant: async (ctx) => {
      const { client: asking, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({
        clientId: asking?.clientId ?? "",
        accountId: session?.accountId ?? "",
      });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
  });
  let provider: Provider | undefined;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!provider) throw new Error("The provider does not know yet where people are to be sent back to.");
    const { pathname, searchParams } = new URL(request.url ?? "", issuer);
    if (pathname === "/auth" && searchParams.has("client_id")) asked.push(searchParams);
    if (!pathname.startsWith("/interaction/")) return provider.callback()(request, response);
    const login = { accountId: current };
    await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }

  return {
    issuer,
    ...client,
    /** What Posthorn asked for, the latest last. */
    asked,
    /** Where people are sent back to, known once Posthorn has started. */
    register: (redirectUri: string) => {
      provider = new Provider(issuer, configuration(redirectUri));
    },
    /** From now on whoever comes is this person. */
    be: (sub: string, claims: Claims) => {
      current = sub;
      people.set(sub, claims);
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
