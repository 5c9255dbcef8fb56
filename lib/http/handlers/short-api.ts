import type { DeliveryDetailOut } from "@/lib/contract/delivery.ts";
import type { WebhookTestOut } from "@/lib/contract/webhook.ts";
import type { Context } from "@/lib/domain/context.ts";
import { getDelivery } from "@/lib/domain/deliveries/get.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { getEndpointSecret } from "@/lib/domain/endpoints/get-secret.ts";
import { testEndpoint } from "@/lib/domain/endpoints/test-endpoint.ts";
import { removeTestUrl, testUrl } from "@/lib/domain/endpoints/test-url.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { rawMember } from "@/lib/domain/messages/raw-payload.ts";
import { patchWebhook } from "@/lib/domain/short-api/patch-webhook.ts";
import { ensureShortPlace } from "@/lib/domain/short-api/place.ts";
import {
  getWebhook,
  getWebhookStatus,
  listWebhookDeliveries,
  listWebhooks,
  webhookRef,
} from "@/lib/domain/short-api/read.ts";
import { inShortWords, toEndpointIn } from "@/lib/domain/short-api/translate.ts";
import { ProblemError } from "@/lib/errors.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { hearDeliveries, watchDelivery } from "@/lib/http/live.ts";
import { formatId, parseId } from "@/lib/ids.ts";

/** Less than the router gives a request. */
const WAIT_MS = 15_000;

/** Mistakes are told in the words of whoever made them. */
async function translated<T>(run: Promise<T>): Promise<T> {
  try {
    return await run;
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.issues) throw error;
    const issues = error.issues.map((issue) => ({ ...issue, loc: inShortWords(issue.loc) }));
    throw new ProblemError(error.code, error.message, { issues, cause: error });
  }
}

/** The delivery of a test once its try is recorded, or as it is when that takes too long. */
async function afterTry(ctx: Context, applicationId: string, wireId: string): Promise<DeliveryDetailOut> {
  const deliveryId = parseId("delivery", wireId) ?? "";
  let recorded: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    recorded = resolve;
  });
  const timer = setTimeout(recorded, WAIT_MS);
  const stop = await watchDelivery(deliveryId, (notice) => notice.type === "recorded" && recorded());
  try {
    // It may have been over before anybody listened.
    const already = await getDelivery(ctx, { applicationId, deliveryId });
    if (already.attempts.length > 0 || already.finishedAt) return already;
    await told;
    return await getDelivery(ctx, { applicationId, deliveryId });
  } finally {
    clearTimeout(timer);
    stop();
  }
}

function toTestOut({ endpointUrl, attempts, diagnosis, reason }: DeliveryDetailOut): WebhookTestOut {
  const attempt = attempts.at(-1);
  const success = attempt?.outcome === "succeeded";
  const message = success
    ? "The receiver accepted the test."
    : (diagnosis?.says ?? reason ?? `No answer within ${WAIT_MS / 1000} seconds; the test goes on.`);
  return {
    success,
    test_result: {
      success,
      status: attempt?.statusCode ?? null,
      duration: attempt?.durationMs ?? null,
      url: endpointUrl,
      message,
      ...(success ? {} : { error: diagnosis?.suggests ?? "Look at the delivery in the log." }),
    },
  };
}

export const shortApiHandlers = {
  listWebhooks: async (ctx) => ({ status: 200, body: { webhooks: await listWebhooks(ctx) } }),

  createWebhook: async (ctx, { body }) => {
    const applicationId = await ensureShortPlace(ctx);
    const { id } = await translated(createEndpoint(ctx, { applicationId, endpoint: toEndpointIn(body) }));
    const ref = await webhookRef(ctx, id);
    const [webhook, { key: secret }] = await Promise.all([getWebhook(ctx, ref), getEndpointSecret(ctx, ref)]);
    return { status: 201, body: { ...webhook, secret } };
  },

  getWebhook: async (ctx, { params }) => ({
    status: 200,
    body: await getWebhook(ctx, await webhookRef(ctx, params.webhook_id)),
  }),

  patchWebhook: async (ctx, { params, body }) => {
    const ref = await webhookRef(ctx, params.webhook_id);
    await translated(patchWebhook(ctx, ref, body));
    return { status: 200, body: await getWebhook(ctx, ref) };
  },

  deleteWebhook: async (ctx, { params }) => {
    await deleteEndpoint(ctx, await webhookRef(ctx, params.webhook_id));
    return { status: 204, body: null };
  },

  testWebhook: async (ctx, { body }) => {
    const { url, webhook_id, event_type: eventType } = body;
    await hearDeliveries();
    if (webhook_id !== undefined) {
      const ref = await webhookRef(ctx, webhook_id);
      const { deliveryId } = await translated(testEndpoint(ctx, { ...ref, eventType }));
      return { status: 200, body: toTestOut(await afterTry(ctx, ref.applicationId, deliveryId)) };
    }
    const applicationId = await ensureShortPlace(ctx);
    const { endpointId, deliveryId } = await translated(testUrl(ctx, { applicationId, url: url ?? "", eventType }));
    try {
      return { status: 200, body: toTestOut(await afterTry(ctx, applicationId, deliveryId)) };
    } finally {
      await removeTestUrl({ applicationId, endpointId });
    }
  },

  triggerWebhooks: async (ctx, { body, bodyText }) => {
    const { messageId } = await createMessage(ctx, {
      application: formatId("application", await ensureShortPlace(ctx)),
      message: { eventType: body.event, payload: body.data },
      payload: rawMember(bodyText, "data") ?? "{}",
      idempotencyKey: null,
    });
    return { status: 202, body: { success: true, message_id: formatId("message", messageId) } };
  },

  getWebhookStatus: async (ctx) => ({ status: 200, body: await getWebhookStatus(ctx) }),

  listWebhookDeliveries: async (ctx, { params, query }) => ({
    status: 200,
    body: await listWebhookDeliveries(ctx, { ...(await webhookRef(ctx, params.webhook_id)), ...query }),
  }),
} satisfies Pick<
  Handlers,
  | "listWebhooks"
  | "createWebhook"
  | "getWebhook"
  | "patchWebhook"
  | "deleteWebhook"
  | "testWebhook"
  | "triggerWebhooks"
  | "getWebhookStatus"
  | "listWebhookDeliveries"
>;
