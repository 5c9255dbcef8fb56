import { Svix } from "svix";
import { connect, notYet, until } from "@/e2e/delivery/deliveries.ts";
import { BOOTSTRAP_API_KEY } from "@/e2e/environment.ts";
import { expect, startReceiver, test } from "@/e2e/fixtures.ts";
import { forgetInstance, type Service, startService } from "@/e2e/service.ts";
import type { DeliveryOptions } from "@/lib/contract/delivery-options.ts";

// Three worker processes on one database: what they must agree on.
const INSTANCE = "e2e-workers";
let service: Service;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  forgetInstance(INSTANCE);
  service = await startService(INSTANCE, { WORKER_PROCESSES: "3", POSTHORN_DEMO: "0" });
});
test.afterAll(async () => {
  await service.stop();
  forgetInstance(INSTANCE);
});

async function anEndpoint(options: DeliveryOptions & { throttleRate?: number }) {
  const { throttleRate, ...deliveryOptions } = options;
  const svix = new Svix(BOOTSTRAP_API_KEY, { serverUrl: service.url });
  const receiver = await startReceiver();
  const application = await svix.application.create({ name: "Many workers" });
  const endpoint = await svix.endpoint.create(application.id, { url: receiver.url });
  await connect(service.url)("PATCH /app/{app_id}/endpoint/{endpoint_id}", {
    params: { app_id: application.id, endpoint_id: endpoint.id },
    body: { deliveryOptions, ...(throttleRate ? { throttleRate } : {}) },
  });
  const send = async (count: number) => {
    const ids: string[] = [];
    for (let number = 0; number < count; number++) {
      ids.push((await svix.message.create(application.id, { eventType: "job.created", payload: { number } })).id);
    }
    return ids;
  };
  return { receiver, send, application };
}

test("a rate limit holds over all of them together, and each delivery is made once", async () => {
  const { receiver, send, application } = await anEndpoint({ throttleRate: 20 });
  const ids = await send(60);
  await receiver.waitFor(60);
  expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"]))).toEqual(new Set(ids));
  expect(receiver.requests).toHaveLength(60);

  const { data } = await until("all to be recorded", async () => {
    const page = await connect(service.url)("GET /app/{app_id}/delivery", {
      params: { app_id: application.id },
      query: { status: "delivered", limit: 100 },
    });
    return page.data.length === 60 ? { data: page.data } : notYet(page.data.length);
  });
  // Tenths of a second after the delivery was made, so exact enough: three that did not agree would make 60 of it.
  const starts = data.map((d) => Date.parse(d.createdAt) + (d.rail[0]?.offsetMs ?? 0));
  const busiest = Math.max(...starts.map((from) => starts.filter((at) => at >= from && at < from + 1_000).length));
  expect(busiest).toBeLessThanOrEqual(30);
});

test("strict order holds whichever of them makes the next delivery", async () => {
  const { receiver, send } = await anEndpoint({ fifo: true });
  const ids = await send(40);
  await receiver.waitFor(40);
  expect(receiver.requests.map(({ headers }) => headers["webhook-id"])).toEqual(ids);
});
