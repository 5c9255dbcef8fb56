import type { TestEndpointOut } from "@/lib/contract/endpoint-test.ts";
import { db } from "@/lib/db.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { checkUrl } from "@/lib/domain/endpoints/check-url.ts";
import { examplePayload } from "@/lib/domain/endpoints/example-payload.ts";
import type { EndpointRef } from "@/lib/domain/endpoints/lock.ts";
import { generateSecret, insertSecret } from "@/lib/domain/endpoints/secret-rows.ts";
import { requireTester, sendTest } from "@/lib/domain/endpoints/send-test.ts";
import { insertVersion } from "@/lib/domain/endpoints/write.ts";
import { newUuid } from "@/lib/ids.ts";

/** Shown by the log of deliveries, which keeps the test. */
const NAME = "Test of a URL";

/**
 * Sends a signed test to a URL that is no endpoint. Only endpoints are sent to, so it is one for the time of the test:
 * turned off, so that it gets nothing else, until `removeTestUrl`.
 */
export async function testUrl(
  ctx: Context,
  input: { applicationId: string; url: string; eventType: string },
): Promise<TestEndpointOut & { endpointId: string }> {
  const { applicationId, url, eventType } = input;
  requireTester(ctx, applicationId);
  await checkUrl(ctx, { applicationId, url });

  return withTransaction(ctx, async (tx) => {
    const within = { ...ctx, tx };
    // Of requests that ended before their tests did.
    await tx.$executeRaw`
      update endpoint set deleted_at = now()
      where application_id = ${applicationId}::uuid and managed_by = 'test' and deleted_at is null
        and created_at < now() - interval '10 minutes'`;
    const payload = await examplePayload(within, applicationId, eventType);
    const endpointId = newUuid();
    const row = await tx.endpoint.create({
      data: {
        id: endpointId,
        applicationId,
        url,
        name: NAME,
        eventTypes: [],
        channels: [],
        disabledAt: new Date(),
        disabledReason: "api",
        managedBy: "test",
      },
    });
    await insertVersion(tx, row);
    await insertSecret(tx, row, generateSecret());
    await tx.endpointHealth.create({ data: { endpointId } });

    const { messageId, deliveryId } = await sendTest(within, {
      ...{ applicationId, endpointId, eventType, payload },
      action: "endpoint.url_tested",
      also: { origin: new URL(url).origin },
    });
    return { messageId, deliveryId, endpointId };
  });
}

/** Its deliveries go on being shown, under its name. */
export async function removeTestUrl(ref: EndpointRef): Promise<void> {
  await db().endpoint.updateMany({
    where: { id: ref.endpointId, applicationId: ref.applicationId, managedBy: "test" },
    data: { deletedAt: new Date() },
  });
}
