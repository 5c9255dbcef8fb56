import type { Dispatch, Sent } from "@/lib/domain/alerts/dispatch.ts";
import { formatId } from "@/lib/ids.ts";
import { USER_AGENT } from "@/lib/version.ts";
import { isInfrastructure } from "@/lib/webhook/attempt-class.ts";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";
import { signatureHeader, signingKeyOf } from "@/lib/webhook/signature.ts";
import type { Sender, SendResult } from "@/worker/send/send.ts";

const LIMIT_MS = 10_000;
/** Of an answer, as much as staff are shown. */
const ANSWER_LENGTH = 300;
/** Longer than Discord takes (discord.com/developers, execute webhook), a message is refused as a whole. */
const DISCORD_LENGTH = 2_000;

/** Posts to a chat or a webhook, under the rules of addresses that hold for deliveries. */
export async function post(
  sender: Pick<Sender, "send">,
  request: { url: string; headers: Record<string, string>; body: string },
): Promise<Sent> {
  return judge(await sender.send({ ...request, timeoutMs: LIMIT_MS }));
}

/** A chat makes no mention of anybody out of what is quoted. */
export function discordRequest(url: string, text: string) {
  const headers = { "content-type": "application/json", "user-agent": USER_AGENT };
  const content = text.length <= DISCORD_LENGTH ? text : `${text.slice(0, DISCORD_LENGTH - 1)}…`;
  return { url, headers, body: JSON.stringify({ content, allowed_mentions: { parse: [] } }) };
}

export function slackRequest(url: string, text: string) {
  const headers = { "content-type": "application/json", "user-agent": USER_AGENT };
  return { url, headers, body: JSON.stringify({ text }) };
}

/** Signed as our webhooks are; the id is the same for every try. */
export function webhookRequest(
  { url, secret }: { url: string; secret: string },
  { id, payload }: { id: string; payload: object },
  nowMs: number,
) {
  const messageId = formatId("alert", id);
  const timestampSeconds = Math.floor(nowMs / 1000);
  const body = JSON.stringify(payload);
  const headers = requestHeaders({
    contentType: "application/json",
    messageId,
    timestampSeconds,
    signature: signatureHeader([signingKeyOf(secret)], messageId, timestampSeconds, body),
    sequence: null,
    custom: [],
    svixHeaders: false,
    userAgent: USER_AGENT,
  });
  return { url, headers: Object.fromEntries(headers), body };
}

/** What a customer's webhook is told. */
export function payloadOf({
  purpose,
  application,
  told,
  moreCount,
  createdAt,
}: Pick<Dispatch, "purpose" | "application" | "told" | "moreCount" | "createdAt">) {
  return {
    type: purpose === "test" ? "alert.test" : "alert.raised",
    timestamp: createdAt.toISOString(),
    data: {
      appId: formatId("application", application.id),
      appUid: application.uid,
      alerts: told.map(({ endpointId, createdAt: at, facts }) => ({
        endpointId: endpointId && formatId("endpoint", endpointId),
        createdAt: new Date(at).toISOString(),
        ...facts,
      })),
      moreCount,
    },
  };
}

function judge({ outcome, responseBody }: Pick<SendResult, "outcome" | "responseBody">): Sent {
  if (outcome.kind === "no_response") {
    // Ours to mend: whoever set the URL up is told no more than that.
    if (isInfrastructure(outcome.class)) {
      return { ok: false, isFinal: false, reason: "internal", status: null, answer: outcome.detail };
    }
    const isFinal = outcome.class === "blocked_address";
    // Where a name leads within our network is told to nobody.
    const answer = isFinal ? "The address is private or reserved." : outcome.detail;
    return { ok: false, isFinal, reason: isFinal ? "blocked_address" : "no_answer", status: null, answer };
  }
  const { statusCode: status } = outcome;
  const said =
    responseBody
      ?.toString("utf8")
      .replace(/\p{Cc}+/gu, " ")
      .trim() ?? "";
  const answer = `${status} ${said}`.trim().slice(0, ANSWER_LENGTH);
  if (status >= 200 && status < 300) return { ok: true, answer };
  const isFinal = status >= 300 && status < 500 && ![408, 425, 429].includes(status);
  return { ok: false, isFinal, reason: "status", status, answer };
}
