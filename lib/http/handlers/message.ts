import type { ApplicationIn } from "@/lib/contract/application.ts";
import type { MessageIn } from "@/lib/contract/message.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { createMessages } from "@/lib/domain/messages/create-many.ts";
import { messageJson } from "@/lib/domain/messages/message-json.ts";
import { rawElements, rawMember } from "@/lib/domain/messages/raw-payload.ts";
import { storedRawBody } from "@/lib/domain/messages/stored-payload.ts";
import { InvalidInput } from "@/lib/errors.ts";
import type { ApiRequest, Handlers } from "@/lib/http/handler.ts";

const MAX_IDEMPOTENCY_KEY = 256;
/** As every other POST says it, lib/http/idempotency.ts. */
const REPLAYED = { "idempotent-replayed": "true" };

function idempotencyKeyOf(request: ApiRequest): string | null {
  const key = request.header("idempotency-key") ?? null;
  if (key !== null && key.length > MAX_IDEMPOTENCY_KEY) {
    throw new InvalidInput(["header", "idempotency-key"], `has more than ${MAX_IDEMPOTENCY_KEY} characters`);
  }
  return key;
}

/** What is stored of a message: its payload's own bytes, or the raw body that is sent in its place. */
function payloadOf({ transformationsParams }: Pick<MessageIn, "transformationsParams">, text: string): string {
  const { rawPayload, headers } = transformationsParams ?? {};
  if (rawPayload !== undefined) return storedRawBody(rawPayload, headers?.["content-type"]);
  return rawMember(text, "payload") ?? "";
}

/** @throws InvalidInput when the application to create would not be found under the path afterwards. */
function fitting(application: ApplicationIn, uidOfPath: string): ApplicationIn {
  const place = ["body", "application", "uid"];
  if (!application.uid) throw new InvalidInput(place, "is needed to create the application", "application_uid_missing");
  if (application.uid === uidOfPath) return application;
  throw new InvalidInput(place, "must be the uid of the path", "application_uid_mismatch");
}

export const messageHandlers = {
  async createMessage(ctx, { params, query, body, bodyText, request }) {
    const payload = payloadOf(body, bodyText);
    const idempotencyKey = idempotencyKeyOf(request);
    if (body.application && !(await findApplication(ctx, params.app_id))) {
      await createApplication(ctx, { application: fitting(body.application, params.app_id), whenTaken: "get" });
    }
    const { messageId, isRepeated } = await createMessage(ctx, {
      application: params.app_id,
      message: body,
      payload,
      idempotencyKey,
    });
    const row = {
      id: messageId,
      event_type: body.eventType,
      event_id: body.eventId ?? null,
      payload,
      channels: body.channels ?? null,
      tags: body.tags ?? null,
      deliver_at: body.deliverAt ? new Date(body.deliverAt) : null,
    };
    const reply = {
      status: 202,
      body: { rawJson: messageJson(row, { applicationId: null, withContent: query.with_content }) },
    } as const;
    return isRepeated ? { ...reply, headers: REPLAYED } : reply;
  },

  async createMessages(ctx, { params, body, bodyText, request }) {
    const texts = rawElements(rawMember(bodyText, "messages") ?? "[]");
    const messages = body.messages.map((message, n) => ({
      message,
      payload: payloadOf(message, texts[n] ?? "{}"),
    }));
    const data = await createMessages(ctx, {
      application: params.app_id,
      messages,
      idempotencyKey: idempotencyKeyOf(request),
      requestText: bodyText,
    });
    return { status: 202, body: { data } };
  },
} satisfies Pick<Handlers, "createMessage" | "createMessages">;
