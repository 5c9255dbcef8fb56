import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { expect, startReceiver, test } from "@/e2e/fixtures.ts";

const MESSAGES = 30;

test("a receiver that never answers does not delay another endpoint, and times out with its cause", async ({
  svix,
  application,
  receiver,
}) => {
  const hanging = await startReceiver();
  hanging.answerWith("hang");
  const stuck = await svix.endpoint.create(application.id, { url: hanging.url });
  await svix.endpoint.create(application.id, { url: receiver.url });

  const sent = await Promise.all(
    Array.from({ length: MESSAGES }, (_, number) =>
      svix.message.create(application.id, { eventType: "job.created", payload: { number } }),
    ),
  );
  await receiver.waitFor(MESSAGES);
  // Each hanging try lasts for the whole time limit and few run at once: all of them would take minutes.
  expect(hanging.requests.length).toBeLessThan(MESSAGES);

  const id = String(hanging.requests[0]?.headers["webhook-id"]);
  expect(sent.map((message) => message.id)).toContain(id);
  const timedOut = await untilDelivery({ application, message: { id }, endpoint: stuck }, "retrying");
  expect(timedOut.attempts[0]).toMatchObject({ class: "headers_timeout", statusCode: null, outcome: "failed" });
  expect(timedOut.diagnosis).toMatchObject({ cause: "timeout", who: "you" });
  await hanging.close();
});
