import { expect, test } from "vitest";
import type { Filter } from "@/lib/contract/filter.ts";
import { pool } from "@/lib/db.ts";
import { readVerdicts } from "@/lib/domain/deliveries/verdicts.ts";
import { deleteEndpoint } from "@/lib/domain/endpoints/delete.ts";
import { patchEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { restoreEndpoint } from "@/lib/domain/endpoints/restore.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { createMessages } from "@/lib/domain/messages/create-many.ts";
import { runIngest } from "@/lib/domain/messages/ingest.ts";
import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { newUuid, parseId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anItem } from "@/lib/testing/pipeline.ts";
import { anEndpoint, anEventType, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

type Tenant = Awaited<ReturnType<typeof aTenant>>;
const LARGE: Filter = { path: "/amount", op: "gt", value: 100 };

function send(
  { ctx, application }: Tenant,
  payload: Record<string, unknown>,
  how: { eventType?: string; idempotencyKey?: string; by?: "id" | "uid" } = {},
) {
  const { eventType = "invoice.paid", idempotencyKey = null, by = "id" } = how;
  const message = { eventType, payload };
  const name = by === "id" ? application.id : String(application.uid);
  return createMessage(ctx, { application: name, message, payload: JSON.stringify(payload), idempotencyKey });
}

async function verdicts({ applicationId }: Tenant, messageId: string) {
  return (await readVerdicts(pool(), { applicationId, messageId })).map(({ verdict }) => verdict);
}

test("a message that a filter leaves out makes no delivery, and its verdict names the clause for ever", async () => {
  const tenant = await aTenant();
  const { ctx, applicationId } = tenant;
  const filter: Filter = { all: [{ path: "/plan", op: "eq", value: "pro" }, LARGE] };
  const { endpointId, endpoint } = await anEndpoint(ctx, applicationId, { filter });
  await anEndpoint(ctx, applicationId);
  expect(endpoint.filter).toEqual(filter);

  const { messageId } = await send(tenant, { plan: "pro", amount: 100 });
  const passing = await send(tenant, { plan: "pro", amount: 101 });
  const later = { endpointId, applicationId, patch: { filter: { path: "/other", op: "exists" } as Filter } };
  await patchEndpoint(ctx, later);

  const read = await readVerdicts(pool(), { applicationId, messageId });
  expect(read.map(({ verdict, text, deliveryId }) => [verdict, text, deliveryId !== null])).toEqual([
    ["filtered", "The endpoint's filter left it out: it wants /amount is greater than 100.", false],
    ["delivery", "The message goes to this endpoint.", true],
  ]);
  expect(await verdicts(tenant, passing.messageId)).toEqual(["delivery", "delivery"]);
});

test("subscription and channels are judged before the filter, and the filter before being off", async () => {
  const tenant = await aTenant();
  const { ctx, applicationId } = tenant;
  await anEventType(ctx, "other.event");
  await anEndpoint(ctx, applicationId, { filter: LARGE, eventTypes: ["other.event"] });
  await anEndpoint(ctx, applicationId, { filter: LARGE, channels: ["eu"] });
  await anEndpoint(ctx, applicationId, { filter: LARGE, disabled: true });
  const small = await send(tenant, { amount: 1 });
  expect(await verdicts(tenant, small.messageId)).toEqual(["not_subscribed", "no_channel_in_common", "filtered"]);
  const large = await send(tenant, { amount: 500 });
  expect(await verdicts(tenant, large.messageId)).toEqual(["not_subscribed", "no_channel_in_common", "endpoint_off"]);
});

test("a change holds for the next message, whoever knew the filter before: set, changed, removed, deleted, restored", async () => {
  const tenant = await aTenant();
  const { ctx, applicationId } = tenant;
  const { endpointId, endpoint } = await anEndpoint(ctx, applicationId);
  const patch = (filter: Filter | null) => patchEndpoint(ctx, { applicationId, endpointId, patch: { filter } });
  const small = async () => verdicts(tenant, (await send(tenant, { amount: 1 })).messageId);

  expect(await small()).toEqual(["delivery"]);
  await patch(LARGE);
  expect(await small()).toEqual(["filtered"]);
  await patch({ not: LARGE });
  expect(await small()).toEqual(["delivery"]);
  await patch(LARGE);
  await deleteEndpoint(ctx, { applicationId, endpointId });
  await send(tenant, { amount: 1 });
  await restoreEndpoint(ctx, { applicationId, endpointIdOrUid: endpoint.id });
  expect(await small()).toEqual(["filtered"]);
  await patch(null);
  expect(await small()).toEqual(["delivery"]);
});

test("the statement refuses what was judged by other filters than it sees, and spends nothing on it", async () => {
  const tenant = await aTenant();
  const { organizationId, applicationId } = tenant;
  await anEndpoint(tenant.ctx, applicationId, { filter: LARGE });
  const keys = { eventId: "order-1", idempotencyHash: Buffer.from(newUuid()), requestHash: Buffer.from("same") };
  const item = anItem({ applicationId, organizationId, ...keys });
  const stale = { ...item, filtering: { stamp: 999_999, failed: null } };
  expect(await runIngest(pool(), [item, stale])).toEqual([{ kind: "filters_changed" }, { kind: "filters_changed" }]);

  const { rows } = await pool().query("select filter_stamp from application where id = $1", [applicationId]);
  const judged = { ...item, filtering: { stamp: rows[0].filter_stamp, failed: null } };
  expect(await runIngest(pool(), [judged])).toEqual([{ kind: "accepted", messageId: item.messageId }]);
});

test("while a filter changes without a pause, every message is judged by one that held when it was stored", async () => {
  const tenant = await aTenant();
  const { ctx, applicationId } = tenant;
  const { endpointId } = await anEndpoint(ctx, applicationId);
  const filters: (Filter | null)[] = [LARGE, null, { not: LARGE }, { path: "/amount", op: "lt", value: 50 }];
  let open = true;
  const changing = (async () => {
    for (let n = 0; n < 24; n++) {
      await patchEndpoint(ctx, { applicationId, endpointId, patch: { filter: filters[n % 4] ?? null } });
    }
    open = false;
  })();
  const sent: { messageId: string; amount: number }[] = [];
  while (open) {
    for (const amount of [1, 75, 500]) sent.push({ ...(await send(tenant, { amount })), amount });
  }
  await changing;

  const wants = { greater: (n: number) => n > 100, not: (n: number) => n <= 100, less: (n: number) => n < 50 };
  for (const { messageId, amount } of sent) {
    const [verdict] = await readVerdicts(pool(), { applicationId, messageId });
    const clause = verdict?.text ?? "";
    // Told to be filtered by a clause that it meets would be a verdict of another moment.
    if (clause.includes("wants not")) expect(wants.not(amount)).toBe(false);
    else if (clause.includes("greater")) expect(wants.greater(amount)).toBe(false);
    else if (clause.includes("less")) expect(wants.less(amount)).toBe(false);
    else expect(verdict?.verdict).toBe("delivery");
  }
});

test("a batch is judged as a whole, by id and by uid, and an idempotency key answers what was made", async () => {
  const tenant = await aTenant();
  await pool().query("update application set uid = 'acme' where id = $1", [tenant.applicationId]);
  const application = { ...tenant.application, uid: "acme" };
  await anEndpoint(tenant.ctx, tenant.applicationId, { filter: LARGE });
  const messages = [1, 500, 2].map((amount) => ({
    message: { eventType: "a.b", payload: { amount } },
    payload: JSON.stringify({ amount }),
  }));
  const input = { application: "acme", messages, idempotencyKey: "once", requestText: "same" };
  const made = await createMessages(tenant.ctx, input);
  expect(await createMessages(tenant.ctx, input)).toEqual(made);
  const uuids = made.map(({ id }) => parseId("message", id) ?? "");
  expect((await Promise.all(uuids.map((id) => verdicts(tenant, id)))).flat()).toEqual([
    "filtered",
    "delivery",
    "filtered",
  ]);
  const accepted = (messageId: string) => expect.objectContaining({ messageId });
  const byUid = await send({ ...tenant, application }, { amount: 3 }, { by: "uid", idempotencyKey: "key" });
  expect(await send({ ...tenant, application }, { amount: 3 }, { by: "uid", idempotencyKey: "key" })).toEqual(
    accepted(byUid.messageId),
  );
  expect(await verdicts(tenant, byUid.messageId)).toEqual(["filtered"]);
});

test("what the outbox hands over is judged too, beside applications without filters, in its order", async () => {
  const [filtering, plain] = [await aTenant(), await aTenant()];
  await anEndpoint(filtering.ctx, filtering.applicationId, { filter: LARGE });
  await anEndpoint(plain.ctx, plain.applicationId);
  const emit = async ({ application }: Tenant, amount: number) => {
    const { rows } = await pool().query("select posthorn.emit($1, 'a.b', $2::jsonb) as id", [
      application.id,
      { amount },
    ]);
    return parseId("message", rows[0].id) ?? "";
  };
  const ids = [await emit(filtering, 1), await emit(plain, 1), await emit(filtering, 500)] as const;
  expect(await relayOutbox()).toMatchObject({ kind: "relayed", taken: 3, failures: [] });
  expect(await verdicts(filtering, ids[0])).toEqual(["filtered"]);
  expect(await verdicts(plain, ids[1])).toEqual(["delivery"]);
  expect(await verdicts(filtering, ids[2])).toEqual(["delivery"]);
});

test("an application without filters keeps nothing of them", async () => {
  const tenant = await aTenant();
  await anEndpoint(tenant.ctx, tenant.applicationId);
  await send(tenant, { amount: 1 });
  const { rows } = await pool().query(
    "select m.filter_stamp as message, a.filter_stamp as application from message m join application a on a.id = m.application_id where a.id = $1",
    [tenant.applicationId],
  );
  expect(rows).toEqual([{ message: null, application: null }]);
});
