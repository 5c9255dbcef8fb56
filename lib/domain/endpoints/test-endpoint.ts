import type { TestEndpointIn, TestEndpointOut } from "@/lib/contract/endpoint-test.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { examplePayload } from "@/lib/domain/endpoints/example-payload.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { requireTester, sendTest } from "@/lib/domain/endpoints/send-test.ts";

/** Sends a signed test over the real path, whether the endpoint is on or off: one try, not counted in health. */
export async function testEndpoint(ctx: Context, input: EndpointRef & TestEndpointIn): Promise<TestEndpointOut> {
  const { applicationId, endpointId, eventType } = input;
  requireTester(ctx, applicationId);

  return withTransaction(ctx, async (tx) => {
    const within = { ...ctx, tx };
    await getEndpointOrThrow(tx, input);
    const payload = input.payload ?? (await examplePayload(within, applicationId, eventType));
    const { messageId, deliveryId } = await sendTest(within, {
      ...{ applicationId, endpointId, eventType, payload },
      action: "endpoint.tested",
    });
    return { messageId, deliveryId };
  });
}
