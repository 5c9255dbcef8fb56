import type { AttemptDetailOut } from "@/lib/contract/delivery-attempt.ts";
import type { ContentGoneOut } from "@/lib/contract/payload-keeping.ts";
import { pool } from "@/lib/db.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { type RequestRow, readSentRequest, type SentRequest } from "@/lib/domain/deliveries/attempt-request.ts";
import type { AttemptRow } from "@/lib/domain/deliveries/attempt-row.ts";
import { readBatches } from "@/lib/domain/deliveries/batches.ts";
import { batchContent, type Content, messageContent } from "@/lib/domain/deliveries/request-content.ts";
import { readShown } from "@/lib/domain/endpoints/get-authentication.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { openVersionHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { readGone, requestGoneByNow } from "@/lib/domain/payloads/gone.ts";
import { redactedValues, redactStored, withoutValues } from "@/lib/domain/payloads/redact.ts";
import { redactsSomething } from "@/lib/domain/settings/snapshot.ts";
import { USER_AGENT } from "@/lib/version.ts";
import { attemptClassOf, isTransformation } from "@/lib/webhook/attempt-class.ts";
import { shownCredential } from "@/lib/webhook/authentication.ts";
import { isSensitiveHeader, maskHeaderValue } from "@/lib/webhook/headers.ts";
import { requestHeaders } from "@/lib/webhook/request-headers.ts";

type RequestOut = AttemptDetailOut["request"];
type Differs = RequestOut["bodyDiffers"][number];
type Body = Pick<RequestOut, "body" | "bodyMissing" | "bodyGone" | "bodyDiffers">;
/** A body as it may be shown; the text is null once it is not kept any more. */
interface Shown {
  text: string | null;
  differs: Differs[];
}

/** A try with what its request can be worked out from. */
export interface SentRow extends AttemptRow, RequestRow {
  headers_sealed: string | null;
  authentication: unknown;
  payload: string | null;
  message_sequence: number | null;
  /** Tries of this version of the endpoint send something else than the message as it is. */
  composed: boolean;
  /** As in delivery_options, of the version. */
  header_options: unknown;
  /** Whether the endpoint wants bodies in its log, as it is set now. */
  logs_requests: boolean;
}

/** The request as it was sent: as it was kept with the try, else worked out from the message and the version. */
export async function shownRequest(actor: Actor, row: SentRow): Promise<RequestOut> {
  const { endpoint_id: endpointId, endpoint_version: version } = row;
  const authentication = readShown(row.authentication);
  const credential = authentication && shownCredential(authentication);
  const custom = {
    ...shownHeaders(
      actor,
      openVersionHeaders({ endpointId, version, applicationId: row.application_id }, row.headers_sealed),
    ),
    ...(credential && { [credential.name]: credential.shown }),
  };
  const sent = readSentRequest(row);
  if (sent) {
    const { method, url, token } = sent;
    const headers = unmasked(sent.headers, custom);
    return { method, url, headers, ...(await keptBody(sent, row)), authentication, token };
  }
  const content = await contentOf(row);
  const { sequence, svixHeaders } = readOptions(row.header_options);
  const headers = requestHeaders({
    contentType: content.contentType,
    messageId: content.id,
    timestampSeconds: Math.floor(row.started_at.getTime() / 1000),
    signature: row.signature,
    sequence: sequence ? content.sequence : null,
    custom: Object.entries(custom),
    svixHeaders: svixHeaders === true,
    userAgent: USER_AGENT,
  });
  const body = (await unknownBody(row)) ?? (await shownBody(row, content.shown));
  return { method: "POST", url: row.url, headers, ...body, authentication, token: null };
}

const NO_BODY = { body: null, bodyGone: null, bodyDiffers: [] };

/** Of tries that sent something else than the message, and did not write down what; null for all others. */
async function unknownBody(row: SentRow): Promise<Body | null> {
  if (isTransformation(attemptClassOf(row.class))) return { ...NO_BODY, bodyMissing: "not_sent" };
  if (!row.composed) return null;
  // What is kept of requests goes with payloads.
  const gone = await requestGone(row);
  return gone ? { ...NO_BODY, bodyMissing: "expired", bodyGone: gone } : { ...NO_BODY, bodyMissing: "unknown" };
}

async function requestGone(row: SentRow): Promise<ContentGoneOut | null> {
  const ofMessage = row.batch_id === null ? (await readGone(pool(), [row.message_id])).get(row.message_id) : undefined;
  return ofMessage ?? requestGoneByNow(row.id);
}

async function keptBody({ body }: SentRequest, row: SentRow): Promise<Body> {
  if (body.kind === "not_logged") return { ...NO_BODY, bodyMissing: "not_logged" };
  if (body.kind !== "kept") return shownBody(row, (await contentOf(row)).shown);
  // A payload may have been taken away while this request was being made.
  const isGone = row.batch_id === null && row.payload === null;
  const text = isGone ? null : withoutValues(body.text, await hiddenOf(row));
  return shownBody(row, { text, differs: text === body.text || text === null ? [] : ["redacted"] });
}

async function shownBody(row: SentRow, { text, differs }: Shown): Promise<Body> {
  if (!row.logs_requests) return { ...NO_BODY, bodyMissing: "not_logged" };
  if (text === null) return { ...NO_BODY, bodyMissing: "expired", bodyGone: await requestGone(row) };
  return { body: text, bodyMissing: null, bodyGone: null, bodyDiffers: differs };
}

/** What was sent, and how it is shown: without values that nobody sees. */
async function contentOf(row: SentRow): Promise<Omit<Content, "text"> & { shown: Shown }> {
  const { application_id: applicationId, event_type, payload } = row;
  const batch = await batchOf(row);
  if (batch) {
    const messages = batch.messages.map((one) => ({
      ...one,
      payload: redactStored({ applicationId, ...one }, one.payload),
    }));
    const isRedacted = messages.some((one, n) => one.payload !== batch.messages[n]?.payload);
    const { text, ...content } = batchContent({ ...batch, messages });
    const differs: Differs[] = [
      ...(isRedacted ? (["redacted"] as const) : []),
      ...(messages.some((one) => one.payload === null) ? (["partly_gone"] as const) : []),
    ];
    return { ...content, shown: { text, differs } };
  }
  const redacted = redactStored({ applicationId, eventType: event_type }, payload);
  const { text, ...content } = messageContent({ ...row, payload: redacted });
  const differs: Differs[] = redacted === payload ? [] : ["redacted"];
  return { ...content, shown: { text: payload === null ? null : text, differs } };
}

async function batchOf({ batch_id }: SentRow) {
  return batch_id === null ? null : ((await readBatches(pool(), [batch_id])).get(batch_id) ?? null);
}

/** What is redacted of its messages, wherever a step has put it. */
async function hiddenOf(row: SentRow): Promise<string[]> {
  const { application_id: applicationId } = row;
  if (!redactsSomething()) return [];
  const batch = await batchOf(row);
  if (!batch) return redactedValues({ applicationId, eventType: row.event_type }, row.payload);
  return batch.messages.flatMap((one) => redactedValues({ applicationId, ...one }, one.payload));
}

/** People on a screen see enough of a value to recognise it; the operator's own code sees all but credentials. */
function shownHeaders(actor: Actor, custom: Record<string, string>): Record<string, string> {
  const masksAll = actor.kind === "portal" || actor.kind === "staff";
  return Object.fromEntries(
    Object.entries(custom).map(([name, value]) => [
      name,
      masksAll || isSensitiveHeader(name) ? maskHeaderValue(value) : value,
    ]),
  );
}

/** In the log every value is masked; whose actor may see one of the endpoint's own reads it from the version. */
function unmasked(headers: [string, string][], custom: Record<string, string>): [string, string][] {
  return headers.map(([name, value]) => {
    const own = custom[name];
    return [name, own !== undefined && maskHeaderValue(own) === value ? own : value];
  });
}
