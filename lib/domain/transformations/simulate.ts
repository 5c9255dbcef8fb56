import type { Endpoint } from "@/generated/prisma/client.ts";
import {
  HIDDEN_VALUE,
  type SimulateTransformationIn,
  type SimulateTransformationOut,
} from "@/lib/contract/transformation.ts";
import { db, pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { examplePayload } from "@/lib/domain/endpoints/example-payload.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { resolveMessageId } from "@/lib/domain/messages/resolve.ts";
import { readStoredPayload } from "@/lib/domain/messages/stored-payload.ts";
import { redactStored } from "@/lib/domain/payloads/redact.ts";
import { recordPayloadView } from "@/lib/domain/payloads/view.ts";
import { changesBetween } from "@/lib/domain/transformations/changes.ts";
import { orUnavailable, previewPool } from "@/lib/domain/transformations/pool.ts";
import { findTransformation, openVariables } from "@/lib/domain/transformations/stored.ts";
import { InvalidInput, NotFound, ProblemError } from "@/lib/errors.ts";
import { formatId, newUuid, uuidTime } from "@/lib/ids.ts";
import { type TransformResult, transform } from "@/lib/transform/transform.ts";
import { namesOfProfiles } from "@/lib/webhook/hmac-headers.ts";
import { writtenForms } from "@/lib/webhook/written-forms.ts";

interface Event {
  messageId: string;
  eventType: string;
  payload: string;
}

interface Program {
  code: string;
  variables: Record<string, string>;
  /** Values that the answer must not show. */
  secrets: string[];
}

/**
 * Runs a transformation in the same sandbox and under the same rules as a delivery does, and sends nothing.
 * @param input.payload the text of the body's payload, as it stands there; null without one
 */
export async function simulateTransformation(
  ctx: Context,
  input: EndpointRef & { simulation: SimulateTransformationIn; payload: string | null },
): Promise<SimulateTransformationOut> {
  const { applicationId, simulation } = input;
  requirePortalAccess(ctx, applicationId, "ManageTransformations");
  requireStaffRole(ctx, "engineer");

  const endpoint = await getEndpointOrThrow(ctx.tx ?? db(), input);
  const program = await programOf(ctx, endpoint, simulation);
  const event = await eventOf(ctx, input);

  const startedAt = performance.now();
  const answer = await orUnavailable(
    transform(previewPool(), {
      applicationId,
      code: program.code,
      variables: program.variables,
      url: endpoint.url,
      eventType: event.eventType,
      payload: event.payload,
      transformationsParams: simulation.transformationsParams ?? {},
      signatureNames: namesOfProfiles(readOptions(endpoint.deliveryOptions).hmacHeaders ?? []),
      seed: event.messageId,
      atMs: uuidTime(event.messageId),
    }),
  );
  const out = toOut(endpoint.url, event, answer, Math.round(performance.now() - startedAt));
  return hide(out, program.secrets);
}

/** With code of the caller's own a stored value is not there to be read: the preview is no way to reveal it. */
async function programOf(ctx: Context, endpoint: Endpoint, given: SimulateTransformationIn): Promise<Program> {
  const stored = await findTransformation(ctx.tx ?? db(), endpoint.id);
  const code = given.code ?? stored?.code;
  if (!code) throw new InvalidInput(["body", "code"], "The endpoint has no code; give some to try.");
  const known = stored
    ? openVariables({ ...stored, applicationId: endpoint.applicationId }, stored.variablesSealed)
    : {};
  const isStored = code === stored?.code;
  const read = (name: string) => (isStored && Object.hasOwn(known, name) ? (known[name] ?? "") : HIDDEN_VALUE);
  const wanted = given.variables ?? Object.fromEntries(Object.keys(known).map((name) => [name, HIDDEN_VALUE]));
  const variables = Object.entries(wanted).map(([name, value]) => [name, value === HIDDEN_VALUE ? read(name) : value]);
  return { code, variables: Object.fromEntries(variables), secrets: isStored ? Object.values(known) : [] };
}

async function eventOf(
  ctx: Context,
  {
    applicationId,
    simulation,
    payload,
  }: { applicationId: string; simulation: SimulateTransformationIn; payload: string | null },
): Promise<Event> {
  const { messageId, eventType } = simulation;
  if (messageId && payload !== null) throw new InvalidInput(["body", "payload"], "not together with messageId");
  if (messageId) return storedEvent(ctx, applicationId, messageId);
  const type = eventType ?? "webhook.test";
  if (payload !== null) return { messageId: newUuid(), eventType: type, payload };
  return {
    messageId: newUuid(),
    eventType: type,
    payload: JSON.stringify(await examplePayload(ctx, applicationId, type)),
  };
}

/** @throws NotFound when the application has no such message; ProblemError `missing_payload` when its payload is no longer kept */
async function storedEvent(ctx: Context, applicationId: string, message: string): Promise<Event> {
  const id = await resolveMessageId({ applicationId, message });
  const { rows } = await pool().query<{ event_type: string; payload: string | null }>(
    "select event_type, payload from message where id = $1 and application_id = $2",
    [id, applicationId],
  );
  const [row] = rows;
  if (!row) throw new NotFound();
  if (row.payload === null) throw new ProblemError("missing_payload", "The payload of this message is no longer kept.");
  await recordPayloadView(ctx, { kind: "message", objectId: formatId("message", id), applicationId });
  const about = { applicationId, eventType: row.event_type };
  // The code could show anything of what it is given.
  return {
    messageId: id,
    eventType: row.event_type,
    payload: readStoredPayload(redactStored(about, row.payload)).text,
  };
}

function toOut(
  url: string,
  event: Event,
  { result, logs }: TransformResult,
  durationMs: number,
): SimulateTransformationOut {
  const input = { method: "POST", url, headers: {}, body: event.payload, eventType: event.eventType };
  const base = { input, output: null, changes: [], moreChanges: false, error: null, logs: logs as Logs, durationMs };
  if (result.kind === "cancel") return { ...base, outcome: "canceled" };
  if (result.kind === "failed") return { ...base, outcome: "failed", error: result.failure };
  const { method, url: sentTo, body, contentType } = result;
  const sent = body?.text ?? event.payload;
  const headers = { ...(body?.kind === "text" ? { "content-type": contentType ?? "" } : {}), ...result.headers };
  return {
    ...base,
    outcome: "sent",
    output: { method, url: sentTo, headers, body: sent },
    ...changesBetween(
      { method: input.method, url: input.url, headers: {}, payload: jsonOrText(event.payload) },
      { method, url: sentTo, headers, payload: jsonOrText(sent) },
    ),
  };
}

type Logs = SimulateTransformationOut["logs"];

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Only a courtesy to whoever looks over a shoulder: whoever may change the code may have it send a value anywhere. */
function hide(out: SimulateTransformationOut, secrets: string[]): SimulateTransformationOut {
  const long = secrets.filter((secret) => secret.length >= 4);
  if (long.length === 0) return out;
  const written = long.flatMap(writtenForms);
  const clean = (text: string) => written.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN_VALUE), text);
  return {
    ...out,
    output: out.output && {
      ...out.output,
      url: clean(out.output.url),
      headers: Object.fromEntries(Object.entries(out.output.headers).map(([name, value]) => [name, clean(value)])),
      body: clean(out.output.body),
    },
    changes: out.changes.map((change) => ({ ...change, after: change.after && clean(change.after) })),
    error: out.error && { ...out.error, message: clean(out.error.message) },
    logs: out.logs.map((line) => ({ ...line, text: clean(line.text) })),
  };
}
