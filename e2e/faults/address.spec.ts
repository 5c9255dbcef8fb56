import { Svix } from "svix";
import { connect, untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { BOOTSTRAP_API_KEY, expect, test } from "@/e2e/fixtures.ts";
import { forgetInstance, startService } from "@/e2e/service.ts";

const INSTANCE = "e2e-faults-address";

test("an address that was fine when it was saved and is private now gets nothing, and the attempt says so", {
  tag: "@ci",
}, async ({ receiver }) => {
  forgetInstance(INSTANCE);
  const open = await startService(INSTANCE, { POSTHORN_EGRESS_ALLOW: "127.0.0.0/8" });
  const before = new Svix(BOOTSTRAP_API_KEY, { serverUrl: open.url });
  const application = await before.application.create({ name: "Customer" });
  const endpoint = await before.endpoint.create(application.id, { url: receiver.url });
  expect(await open.stop()).toBe(0);

  const closed = await startService(INSTANCE, { POSTHORN_EGRESS_ALLOW: "" });
  const after = new Svix(BOOTSTRAP_API_KEY, { serverUrl: closed.url });
  const message = await after.message.create(application.id, { eventType: "job.created", payload: {} });
  const place = { application, endpoint, message };
  const delivery = await untilDelivery(place, "failed", { client: connect(closed.url), deadlineMs: 30_000 });
  expect(new Set(delivery.attempts.map((attempt) => attempt.class))).toEqual(new Set(["blocked_address"]));
  expect(delivery.diagnosis).toMatchObject({ cause: "blocked_address", who: "you", action: "edit_url" });
  expect(delivery.diagnosis?.says).toBe("This address is private or reserved.");
  expect(receiver.requests).toEqual([]);

  expect(await closed.stop()).toBe(0);
  forgetInstance(INSTANCE);
});
