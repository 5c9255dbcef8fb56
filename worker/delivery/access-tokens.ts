import type { DeliveryConfig } from "@/lib/domain/endpoints/delivery-config.ts";
import { readTokenAnswer, tokenRequest } from "@/lib/webhook/access-token.ts";
import { type AttemptClass, isInfrastructure } from "@/lib/webhook/attempt-class.ts";
import type { Oauth2Client } from "@/lib/webhook/authentication.ts";
import { redactText } from "@/lib/webhook/redact-reply.ts";
import { tokenDialRulesOf } from "@/worker/delivery/dial-rules-of.ts";
import { secretsOf } from "@/worker/delivery/stored-reply.ts";
import type { Sender, SendResult } from "@/worker/send/send.ts";

/** For one answer of a token server; half of the time of a try is left to the receiver. */
const FETCH_LIMIT_MS = 10_000;
/** Deadlines of requests are kept to a tenth of a second: whose own time ends with a fetch hears what became of it. */
const SLACK_MS = 200;
/** After a receiver refused a fresh token too, its 401 is not about the age of tokens: for so long it is taken as it is. */
const IN_VAIN_MS = 30_000;

export type Token = { ok: true; token: string; fetched: boolean };
export type NoToken = { ok: false; class: AttemptClass; detail: string };

interface State {
  held: { token: string; freshUntil: number } | null;
  /** One fetch at a time: everybody who needs a token meanwhile waits for the same. */
  underway: Promise<Token | NoToken> | null;
  inVainUntil: number;
}

/**
 * Access tokens of endpoints, in memory only. They live as long as the configuration that they were fetched with, that is
 * one version of the endpoint; each worker process has its own.
 */
export function createAccessTokens(sender: Sender, clock: () => number = () => performance.now()) {
  const states = new WeakMap<DeliveryConfig, State>();

  function stateOf(config: DeliveryConfig): State {
    const known = states.get(config);
    if (known) return known;
    const state: State = { held: null, underway: null, inVainUntil: 0 };
    states.set(config, state);
    return state;
  }

  function fetchOnce(config: DeliveryConfig, client: Oauth2Client): Promise<Token | NoToken> {
    const state = stateOf(config);
    state.underway ??= fetchToken(sender, config, client)
      .then((answer): Token | NoToken => {
        if (!answer.ok) return answer;
        state.held = { token: answer.token, freshUntil: clock() + answer.freshForMs };
        return { ok: true, token: answer.token, fetched: true };
      })
      .finally(() => {
        state.underway = null;
      });
    return state.underway;
  }

  return {
    /** A token that is fresh; fetched when there is none. Never rejects. */
    async get(config: DeliveryConfig, client: Oauth2Client, limitMs: number): Promise<Token | NoToken> {
      const { held } = stateOf(config);
      if (held && held.freshUntil > clock()) return { ok: true, token: held.token, fetched: false };
      return within(fetchOnce(config, client), limitMs);
    },
    /** Another token than the one that a receiver refused, or null when that would be in vain. Never rejects. */
    async renew(
      config: DeliveryConfig,
      client: Oauth2Client,
      { refused, limitMs }: { refused: string; limitMs: number },
    ): Promise<Token | NoToken | null> {
      const state = stateOf(config);
      // A neighbour may have renewed it since.
      if (state.held && state.held.token !== refused) return { ok: true, token: state.held.token, fetched: false };
      if (state.inVainUntil > clock()) return null;
      state.held = null;
      return within(fetchOnce(config, client), limitMs);
    },
    /** The receiver refused a token that was made a moment ago. */
    wasInVain(config: DeliveryConfig): void {
      stateOf(config).inVainUntil = clock() + IN_VAIN_MS;
    },
  };
}
export type AccessTokens = ReturnType<typeof createAccessTokens>;

async function fetchToken(sender: Sender, config: DeliveryConfig, client: Oauth2Client) {
  const { headers, body } = tokenRequest(client);
  const result = await sender.send({
    url: client.tokenUrl,
    headers,
    body,
    timeoutMs: Math.min(FETCH_LIMIT_MS, config.timeoutMs / 2),
    rules: tokenDialRulesOf(config),
  });
  if (result.statusCode === null) return noAnswer(result);
  const read = readTokenAnswer({
    statusCode: result.statusCode,
    body: result.responseBody?.toString("utf8") ?? "",
    truncated: result.responseTruncated,
  });
  if (read.ok) return read;
  // A careless server quotes what it was sent.
  return { ok: false, class: "token_error", detail: redactText(read.problem, secretsOf(config)) } satisfies NoToken;
}

function noAnswer({ outcome }: SendResult): NoToken {
  const { class: attemptClass } = outcome;
  const detail = outcome.kind === "no_response" ? outcome.detail : "";
  // Our own fault stays one: it is tried again and costs nothing.
  if (isInfrastructure(attemptClass)) return { ok: false, class: attemptClass, detail };
  return { ok: false, class: "token_error", detail: `the token server gave no answer: ${attemptClass} (${detail})` };
}

/** Whoever waits for a fetch that another try began may have less time left than that one. */
async function within(answer: Promise<Token | NoToken>, limitMs: number): Promise<Token | NoToken> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<NoToken>((resolve) => {
    const detail = "the token server gave no answer: total_timeout (not within the time limit of the try)";
    timer = setTimeout(resolve, Math.max(0, limitMs) + SLACK_MS, { ok: false, class: "token_error", detail });
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
