import type { SendExampleIn } from "@/lib/contract/endpoint-test.ts";
import type { MessageOut } from "@/lib/contract/message.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { examplePayload } from "@/lib/domain/endpoints/example-payload.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { requireTester, sendTest } from "@/lib/domain/endpoints/send-test.ts";

/** Sends the example of an event type to this endpoint, whatever its filter. */
export async function sendEndpointExample(ctx: Context, input: EndpointRef & SendExampleIn): Promise<MessageOut> {
  const { applicationId, endpointId, eventType } = input;
  requireTester(ctx, applicationId);

  return withTransaction(ctx, async (tx) => {
    const within = { ...ctx, tx };
    await getEndpointOrThrow(tx, input);
    const payload = await examplePayload(within, applicationId, eventType, input.exampleIndex ?? undefined);
    const { messageId: id, timestamp } = await sendTest(within, {
      ...{ applicationId, endpointId, eventType, payload },
      action: "endpoint.example_sent",
    });
    return { id, eventType, payload, timestamp, eventId: null, channels: null, tags: null, deliverAt: null };
  });
}
