import { untilDelivery } from "@/e2e/delivery/deliveries.ts";
import { BASE_URL, expect, startReceiver, test } from "@/e2e/fixtures.ts";

for (const status of [301, 302, 303, 307, 308]) {
  test(`a ${status} is a failure, and where it points to gets nothing`, async ({ svix, application, receiver }) => {
    const target = await startReceiver();
    receiver.answerWith({ status, headers: { location: target.url } });
    const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
    const sent = await svix.message.create(application.id, { eventType: "job.created", payload: {} });

    const delivery = await untilDelivery({ application, message: sent, endpoint }, "retrying");
    expect(delivery.attempts[0]).toMatchObject({ class: "http_3xx", outcome: "failed", statusCode: status });
    expect(delivery.diagnosis).toMatchObject({ cause: "redirect", redirectLocation: target.url });
    expect(target.requests).toEqual([]);
    await target.close();
  });
}

test("an address inside the operator's network is refused when it is saved, in one text for every reason", async ({
  api,
  svix,
  application,
  receiver,
}) => {
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  const texts = new Set<string>();
  for (const host of [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "167772161",
    "0x0a.0.0.1",
    "012.0.0.1",
    "[::1]",
    "[::ffff:10.0.0.1]",
    "[64:ff9b::a00:1]",
    "[fd00::1]",
    "[fe80::1]",
    "printer.local",
    "metadata.google.internal",
    "intranet",
  ]) {
    const url = `https://${host}/hook`;
    for (const [method, path] of [
      ["POST", `/api/v1/app/${application.id}/endpoint`],
      ["PUT", `/api/v1/app/${application.id}/endpoint/new-one`],
      ["PATCH", `/api/v1/app/${application.id}/endpoint/${endpoint.id}`],
    ] as const) {
      const { status, body } = await api(method, path, { url });
      expect(status, `${method} ${url}`).toBe(422);
      texts.add(JSON.stringify(body));
    }
  }
  expect([...texts]).toHaveLength(1);
  expect((await svix.endpoint.list(application.id)).data.map(({ url }) => url)).toEqual([receiver.url]);
});

test("our own API is no receiver", async ({ api, application }) => {
  const url = `${BASE_URL}/api/v1/app/${application.id}/msg`;
  const { status } = await api("POST", `/api/v1/app/${application.id}/endpoint`, { url });
  expect(status).toBe(422);
});
