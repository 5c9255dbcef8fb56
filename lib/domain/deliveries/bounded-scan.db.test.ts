import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { DeliveryFilter, DeliveryListOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { type AttemptFilter, listAttemptsByEndpoint } from "@/lib/domain/attempts/list.ts";
import { listAttemptedMessages } from "@/lib/domain/attempts/list-messages.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { listMessages } from "@/lib/domain/messages/list.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const COUNT = 3_500;
let tenant: Awaited<ReturnType<typeof aTenant>>;
let endpointId: string;

// One of a thousand was failed, tried by a person, a test, of a rare type; the 500 newest are pending.
beforeAll(async () => {
  tenant = await aTenant();
  ({ endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId));
  await pool().query(
    `with made as (
       select n, uuid_v7(now() - n * interval '10 seconds') as id, n % 1000 = 700 as odd from generate_series(1, ${COUNT}) n
     ),
     m as (
       insert into message (id, application_id, event_type, payload, tags)
       select id, $1, case when odd then 'rare' else 'usual' end, '{}', case when odd then array['rare'] end from made
     ),
     d as (
       insert into delivery (id, status, application_id, endpoint_id, message_id, event_type, is_test, attempt_count, rail, last_status_code, trigger)
       select id, case when n <= 500 then 0 when odd then 2 else 1 end, $1, $2, id, case when odd then 'rare' else 'usual' end, odd, 1,
         case when odd then '{5}' else '{0}' end::int[], case when odd then 500 else 200 end, 0
       from made
     )
     insert into attempt (id, application_id, endpoint_id, endpoint_version, message_id, delivery_id, event_type, number, trigger, status, class,
       status_code, started_at, duration_ms)
     select id, $1, $2, 1, id, id, case when odd then 'rare' else 'usual' end, 1, 0, case when odd then 2 else 0 end, 0,
       case when odd then 500 else 200 end, now(), 1
     from made`,
    [tenant.applicationId, endpointId],
  );
});

// A page ends with its time too, which a busy machine uses up: here it stands still, so that only rows count.
beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

async function readAll<Item extends { id: string }>(
  read: (iterator: string | undefined) => Promise<{ data: Item[]; iterator: string | null; done: boolean }>,
) {
  const ids: string[] = [];
  let iterator: string | undefined;
  for (let pages = 1; pages <= 50; pages++) {
    const page = await read(iterator);
    ids.push(...page.data.map(({ id }) => id));
    if (page.done) return { ids, pages };
    iterator = page.iterator ?? undefined;
  }
  throw new Error("the list does not end");
}

const deliveries = (filter: DeliveryFilter, iterator?: string): Promise<DeliveryListOut> =>
  listDeliveries(tenant.customer, { applicationId: tenant.applicationId, filter, limit: 10, iterator });

const idsWhere = async (kind: "delivery" | "attempt" | "message", condition: string) => {
  const [owner, id] = kind === "message" ? ["application_id", tenant.applicationId] : ["endpoint_id", endpointId];
  const { rows } = await pool().query<{ id: string }>(
    `select id from ${kind} where ${condition} and ${owner} = $1 order by id desc`,
    [id],
  );
  return rows.map(({ id }) => formatId(kind, id));
};

test.each<[string, DeliveryFilter, string]>([
  ["a rare type", { type: ["rare"] }, "event_type = 'rare'"],
  ["a rare code", { code: ["5xx"] }, "last_status_code = 500"],
  ["failures of a type", { status: ["failed"], type: ["rare"] }, "status = 2 and event_type = 'rare'"],
  ["replays", { trigger: ["manual"] }, "is_test"],
  ["tests", { trigger: ["test"] }, "is_test"],
  ["replays and tests that succeeded", { trigger: ["manual", "test"], status: ["delivered"] }, "false"],
  ["what cannot be", { status: ["sending"], code: ["404"] }, "false"],
  ["pending and failed", { status: ["retrying", "failed"], code: ["5xx"] }, "last_status_code = 500"],
])("%s: one page has every one of them, of the endpoint and of the application", async (_, filter, condition) => {
  const wanted = await idsWhere("delivery", condition);
  const endpoint = [formatId("endpoint", endpointId)];
  const { ids, pages } = await readAll((iterator) => deliveries({ ...filter, endpoint }, iterator));
  expect(ids).toEqual(wanted);
  expect(pages).toBeLessThanOrEqual(Math.ceil(wanted.length / 10) + 1);
  expect((await readAll((iterator) => deliveries(filter, iterator))).ids).toEqual(wanted);
});

test("a page is full although a read of it ends early, and the way back passes the same stretch", async () => {
  const wanted = await idsWhere("delivery", "event_type = 'rare'");
  const filter = { type: ["rare"], endpoint: [formatId("endpoint", endpointId)] };
  const first = await deliveries(filter);
  expect(first.data.map(({ id }) => id)).toEqual(wanted.slice(0, first.data.length));
  expect(first.data.length).toBeGreaterThan(1);

  const oldest = (await idsWhere("delivery", "true")).at(-1);
  const back = [];
  let iterator = `-${oldest}`;
  for (let pages = 0; pages < 10; pages++) {
    const page = await deliveries(filter, iterator);
    back.unshift(...page.data.map(({ id }) => id));
    if (page.done) break;
    iterator = page.prevIterator ?? "";
  }
  expect(back).toEqual(wanted);
});

test.each<[string, Partial<AttemptFilter>, string]>([
  ["a rare type", { eventTypes: ["rare"] }, "event_type = 'rare'"],
  ["a code class", { statusCodeClass: 500 }, "status_code = 500"],
  ["failures", { status: 2 }, "status = 2"],
  ["failures without a reply", { status: 2, statusCodeClass: 0 }, "false"],
  ["what cannot be", { status: 0, statusCodeClass: 500 }, "false"],
])("tries, %s: every one of them", async (_, filter, condition) => {
  const { ids } = await readAll((iterator) =>
    listAttemptsByEndpoint(tenant.customer, {
      applicationId: tenant.applicationId,
      endpointId,
      limit: 10,
      iterator,
      withContent: false,
      withMessage: false,
      expandedStatuses: false,
      ...filter,
    }),
  );
  expect(ids).toEqual(await idsWhere("attempt", condition));
});

test.each<[string, { tag?: string; eventTypes?: string[]; channel?: string }, string]>([
  ["a rare tag", { tag: "rare" }, "event_type = 'rare'"],
  ["a rare type", { eventTypes: ["rare"] }, "event_type = 'rare'"],
  ["a channel that nobody has", { channel: "eu" }, "false"],
])("messages, %s: every one of them, of the application and of the endpoint", async (_, filter, condition) => {
  const wanted = await idsWhere("message", condition);
  const { applicationId, customer } = tenant;
  const page = { limit: 10, withContent: true, ...filter };
  for (const read of [
    (iterator: string | undefined) => listMessages(customer, { applicationId, iterator, ...page }),
    (iterator: string | undefined) => listAttemptedMessages(customer, { applicationId, endpointId, iterator, ...page }),
  ]) {
    const { ids, pages } = await readAll(async (iterator) => JSON.parse(await read(iterator)));
    expect(ids).toEqual(wanted);
    expect(pages).toBeLessThanOrEqual(Math.ceil(wanted.length / 10) + 1);
  }
});
