import { expect, test } from "vitest";
import { expireAllPortalSessions } from "@/lib/domain/portal-sessions/expire-all.ts";
import { formatId } from "@/lib/ids.ts";
import { anApiKey, anApplication, aPortalLink } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint } from "@/lib/testing/tenants.ts";

useDatabase();

test("whose session is ended sees no more of what it watches", async () => {
  const { ctx } = await anApiKey();
  const application = await anApplication(ctx);
  const { endpointId } = await anEndpoint(ctx, application.uuid);
  const { deliveryId } = await aDelivery({ applicationId: application.uuid, endpointId, state: "sending" });
  const { token } = await aPortalLink(ctx, application.uuid);

  const path = `/app/${application.id}/delivery/${formatId("delivery", deliveryId)}/stream`;
  const { status, json } = await callApi(`GET ${path}`, { token });
  expect(status).toBe(200);
  const events: AsyncIterator<string> = json[Symbol.asyncIterator]();
  expect((await events.next()).value).toContain('"state":"sending"');

  await expireAllPortalSessions(ctx, { applicationId: application.uuid });
  // The delivery is still being sent: nothing but the session ends it.
  expect(await events.next()).toMatchObject({ done: true });
});
