import type { TokenUse } from "@/lib/domain/deliveries/attempt-request.ts";
import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { type Oauth2Client, TOKEN_PLACE } from "@/lib/webhook/authentication.ts";
import type { AccessTokens, NoToken } from "@/worker/delivery/access-tokens.ts";
import { notSent, type Sender, type SendRequest, type SendResult } from "@/worker/send/send.ts";

/** With less than this left a repeated request would only run out of time. */
const LEAST_FOR_AGAIN_MS = 250;

export type SentWithToken = {
  result: SendResult;
  /** null when a token that was at hand did. */
  tokenUse: TokenUse | null;
  /** Those that were sent, to be kept out of the log. */
  tokens: string[];
};

function isTokenPlace(name: string, value: string): boolean {
  return value === TOKEN_PLACE && name.toLowerCase() === "authorization";
}

/**
 * One try of an endpoint that wants an access token, all within the request's time limit. A 401 from the receiver is
 * answered once with a new token and the same bytes: tokens may be revoked before they end.
 */
export async function sendWithToken(
  { sender, accessTokens }: { sender: Sender; accessTokens: AccessTokens },
  request: SendRequest,
  { config, client }: { config: DeliveryConfig; client: Oauth2Client },
): Promise<SentWithToken> {
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const leftMs = () => request.timeoutMs - elapsedMs();
  const refused = ({ class: attemptClass, detail }: NoToken) =>
    notSent({ kind: "no_response", class: attemptClass, detail }, elapsedMs());
  const post = async (token: string) => {
    const result = await sender.send(within(request, { token, elapsedMs: elapsedMs() }));
    return { ...result, durationMs: elapsedMs() };
  };

  const first = await accessTokens.get(config, client, leftMs());
  const fetchMs = elapsedMs();
  if (!first.ok) return { result: refused(first), tokenUse: { how: "fetched", ms: fetchMs }, tokens: [] };
  const used: TokenUse | null = first.fetched ? { how: "fetched", ms: fetchMs } : null;
  const answer = { result: await post(first.token), tokenUse: used, tokens: [first.token] };
  // What was fetched a moment ago is as fresh as it can be.
  if (answer.result.statusCode !== 401 || first.fetched || leftMs() < LEAST_FOR_AGAIN_MS) return answer;

  const renewalBeganMs = elapsedMs();
  const second = await accessTokens.renew(config, client, { refused: first.token, limitMs: leftMs() });
  if (second === null) return answer;
  const tokenUse: TokenUse = { how: "renewed", ms: elapsedMs() - renewalBeganMs };
  if (!second.ok) return { ...answer, result: refused(second), tokenUse };
  if (leftMs() < LEAST_FOR_AGAIN_MS) return { ...answer, tokenUse };

  const result = await post(second.token);
  if (result.statusCode === 401) accessTokens.wasInVain(config);
  return { result, tokenUse, tokens: [first.token, second.token] };
}

function within(request: SendRequest, { token, elapsedMs }: { token: string; elapsedMs: number }): SendRequest {
  const { onPhase } = request;
  const headers = Object.entries(request.headers).map(([name, value]) =>
    isTokenPlace(name, value) ? [name, `Bearer ${token}`] : [name, value],
  );
  return {
    ...request,
    headers: Object.fromEntries(headers),
    timeoutMs: request.timeoutMs - elapsedMs,
    ...(onPhase ? { onPhase: (phase, atMs) => onPhase(phase, atMs + elapsedMs) } : {}),
  };
}
