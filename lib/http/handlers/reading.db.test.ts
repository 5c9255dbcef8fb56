import { beforeAll, expect, test } from "vitest";
import { formatId } from "@/lib/ids.ts";
import { anApiKey, anApplication } from "@/lib/testing/access.ts";
import { callApi } from "@/lib/testing/api.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint } from "@/lib/testing/tenants.ts";

useDatabase();

// The router refuses, in tests, to send an answer that its operation does not describe: a 200 here is a correct one.
let mine: Awaited<ReturnType<typeof aScene>>;
let theirs: Awaited<ReturnType<typeof aScene>>;

async function aScene() {
  const { ctx, token } = await anApiKey();
  const application = await anApplication(ctx);
  const { endpoint, endpointId } = await anEndpoint(ctx, application.uuid);
  const base = { applicationId: application.uuid, endpointId };
  const made = await aDelivery({ ...base, state: "failed", eventId: "order-7" });
  const waiting = await aDelivery({ ...base, state: "retrying", nextAtMs: Date.now() + 3_600_000 });
  const ids = {
    app: application.id,
    endpoint: endpoint.id,
    message: formatId("message", made.messageId),
    delivery: formatId("delivery", made.deliveryId),
    waiting: formatId("delivery", waiting.deliveryId),
    attempt: formatId("attempt", made.attemptIds[0] ?? ""),
  };
  return { token, ids };
}
type Ids = (typeof mine)["ids"];

beforeAll(async () => {
  [mine, theirs] = [await aScene(), await aScene()];
});

const READS: [string, (ids: Ids) => string][] = [
  ["listDeliveries", ({ app }) => `/app/${app}/delivery?status=failed,retrying&code=5xx&type=invoice.*&limit=5`],
  ["getDeliveryHistogram", ({ app }) => `/app/${app}/delivery-histogram`],
  ["getDelivery", ({ app, delivery }) => `/app/${app}/delivery/${delivery}`],
  ["getDeliveryAttempt", ({ app, delivery, attempt }) => `/app/${app}/delivery/${delivery}/attempt/${attempt}`],
  ["listAttemptsByEndpoint", ({ app, endpoint }) => `/app/${app}/attempt/endpoint/${endpoint}?with_msg=true&status=2`],
  ["listAttemptsByMessage", ({ app, message }) => `/app/${app}/attempt/msg/${message}?with_content=false`],
  ["listAttemptsByMessage of one endpoint", (i) => `/app/${i.app}/attempt/msg/${i.message}?endpoint_id=${i.endpoint}`],
  ["listMessageAttempts", ({ app, message }) => `/app/${app}/msg/${message}/attempt?status=2`],
  ["listMessageEndpointAttempts", (i) => `/app/${i.app}/msg/${i.message}/endpoint/${i.endpoint}/attempt`],
  ["listAttemptedMessages", ({ app, endpoint }) => `/app/${app}/endpoint/${endpoint}/msg?status=2&with_content=false`],
  ["getEndpointStats", ({ app, endpoint }) => `/app/${app}/endpoint/${endpoint}/stats`],
  ["listMessageDestinations", ({ app, message }) => `/app/${app}/msg/${message}/endpoint`],
  ["getAttempt", ({ app, message, attempt }) => `/app/${app}/msg/${message}/attempt/${attempt}?expanded_statuses=true`],
  ["listMessages", ({ app }) => `/app/${app}/msg?event_types=invoice.paid`],
  ["getMessage", ({ app, message }) => `/app/${app}/msg/${message}`],
  ["listEndpointHealth", ({ app }) => `/app/${app}/endpoint-health`],
  ["getEndpointHealth", ({ app, endpoint }) => `/app/${app}/endpoint/${endpoint}/health`],
  ["getApplicationSummary", ({ app }) => `/app/${app}/summary`],
  ["listAllDeliveries", ({ app }) => `/delivery?app=${app}`],
];

test.each(READS)("%s answers its owner, and is missing to everybody else", async (_, path) => {
  expect(await callApi(`GET ${path(mine.ids)}`, { token: mine.token })).toMatchObject({ status: 200 });
  expect(await callApi(`GET ${path(mine.ids)}`, { token: theirs.token })).toMatchObject({
    status: 404,
    json: { code: "not_found" },
  });
});

test("an eventId names its message wherever an id does", async () => {
  const { token, ids } = mine;
  for (const path of [
    "msg/order-7",
    "attempt/msg/order-7",
    "msg/order-7/endpoint",
    `msg/order-7/attempt/${ids.attempt}`,
  ]) {
    expect(await callApi(`GET /app/${ids.app}/${path}`, { token })).toMatchObject({ status: 200 });
  }
});

test("the ids of one application under the path of another are missing", async () => {
  const mixed = { ...theirs.ids, app: mine.ids.app };
  const named = READS.filter(([, path]) => path({ ...mixed, app: "" }).match(/_[A-Za-z0-9]{27}/));
  expect(named.length).toBeGreaterThan(6);
  for (const [, path] of named) {
    expect(await callApi(`GET ${path(mixed)}`, { token: mine.token })).toMatchObject({ status: 404 });
  }
});

test("a replay answers the delivery as it is then, and a stopped one is canceled", async () => {
  const { token, ids } = mine;
  const replayed = await callApi(`POST /app/${ids.app}/delivery/${ids.delivery}/replay`, { token });
  expect(replayed).toMatchObject({ status: 202, json: { id: ids.delivery, state: "sending", nextAttemptAt: null } });
  const stopped = await callApi(`POST /app/${ids.app}/delivery/${ids.waiting}/cancel`, { token });
  expect(stopped).toMatchObject({ status: 200, json: { state: "canceled", reason: "A person stopped it." } });
});

test("a selection is replayed one by one: what cannot be is named", async () => {
  const { token, ids } = mine;
  const answer = await callApi("POST /delivery/replay", {
    token,
    body: { deliveryIds: [ids.waiting, theirs.ids.delivery, ids.waiting] },
  });
  expect(answer).toMatchObject({ status: 202, json: { queued: 1, refused: [{ deliveryId: theirs.ids.delivery }] } });
  const wrong = await callApi("POST /delivery/replay", { token, body: { deliveryIds: ["dlv_1"] } });
  expect(wrong).toMatchObject({ status: 422, json: { detail: [{ loc: ["body", "deliveryIds", "0"] }] } });
});

test("a message is replayed to an endpoint that it never went to", async () => {
  const { token, ids } = mine;
  const later = await callApi(`POST /app/${ids.app}/endpoint`, { token, body: { url: "http://127.0.0.1:8999/later" } });
  const resend = `POST /app/${ids.app}/msg/order-7/endpoint/${later.json.id}/resend`;
  expect(await callApi(resend, { token })).toMatchObject({ status: 202, json: {} });
  const { json } = await callApi(`GET /app/${ids.app}/msg/order-7/endpoint`, { token });
  expect(json.data.at(-1)).toMatchObject({ id: later.json.id, statusText: "sending" });
});
