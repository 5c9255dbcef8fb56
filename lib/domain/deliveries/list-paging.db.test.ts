import { describe, expect, test } from "vitest";
import type { DeliveryFilter, DeliveryListOut } from "@/lib/contract/delivery.ts";
import { pool } from "@/lib/db.ts";
import { listDeliveries } from "@/lib/domain/deliveries/list.ts";
import { formatId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aDelivery } from "@/lib/testing/deliveries.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const idsOf = (page: DeliveryListOut) => page.data.map((delivery) => delivery.id);

describe("paging", () => {
  const now = Date.now();
  const DAY = 86_400_000;
  const states = ["delivered", "failed", "retrying", "sending", "canceled"] as const;

  async function aLog(count: number) {
    const tenant = await aTenant();
    const { endpointId } = await anEndpoint(tenant.ctx, tenant.applicationId);
    const add = (n: number, state = states[n % 5]) =>
      aDelivery({
        applicationId: tenant.applicationId,
        endpointId,
        state: state ?? "failed",
        atMs: now - n * 1000,
      });
    const ids: string[] = [];
    for (let n = 0; n < count; n++) ids.push(formatId("delivery", (await add(n)).deliveryId));
    const read = (iterator: string | null | undefined, filter: DeliveryFilter = {}) =>
      listDeliveries(tenant.customer, {
        applicationId: tenant.applicationId,
        filter,
        limit: 10,
        iterator: iterator ?? undefined,
      });
    return { ids, add, read };
  }

  test("pages forward hold every delivery once, also when newer ones arrive between them", async () => {
    const { ids, add, read } = await aLog(25);
    const first = await read(null);
    await add(-5);
    const second = await read(first.iterator);
    const third = await read(second.iterator);
    expect([first, second, third].flatMap(idsOf)).toEqual(ids);
    expect([first.done, second.done, third.done]).toEqual([false, false, true]);
  });

  test("the way back leads over the same pages to the newest, those that arrived meanwhile included", async () => {
    const { ids, add, read } = await aLog(25);
    const first = await read(null);
    const second = await read(first.iterator);
    const back = await read(second.prevIterator);
    expect(idsOf(back)).toEqual(idsOf(first));
    expect(back.done).toBe(true);

    const news = formatId("delivery", (await add(-3)).deliveryId);
    const again = await read(back.prevIterator);
    expect(idsOf(again)).toEqual([news]);
    expect(idsOf(await read(again.iterator))).toEqual(ids.slice(0, 10));
  });

  test("several states are one list: its pages are cut by time, not by state", async () => {
    const { ids, read } = await aLog(40);
    const filter = { status: ["failed", "retrying", "delivered"] };
    const wanted = ids.filter((_, n) => ["failed", "retrying", "delivered"].includes(states[n % 5] ?? ""));
    const pages = [await read(null, filter)];
    while (!pages.at(-1)?.done) pages.push(await read(pages.at(-1)?.iterator, filter));
    expect(pages.flatMap(idsOf)).toEqual(wanted);
    expect(idsOf(await read(pages[1]?.prevIterator, filter))).toEqual(idsOf(pages[0] as DeliveryListOut));
  });

  test.each<[string, DeliveryFilter, (n: number) => boolean]>([
    ["no filter", {}, () => true],
    ["a filter", { status: ["failed", "retrying"] }, (n) => n % 5 === 1 || n % 5 === 2],
    ["a range", { from: new Date(now - 50 * DAY).toISOString(), to: new Date(now + DAY).toISOString() }, (n) => n < 24],
  ])("deliveries that are days apart are one list in either direction: %s", async (_, filter, isWanted) => {
    const { add, read } = await aLog(0);
    const ids: string[] = [];
    // A dozen within an hour, then one every four days.
    for (let n = 0; n < 30; n++) {
      const agoMs = n < 12 ? n * 300_000 : (n - 11) * 4 * DAY;
      ids.push(formatId("delivery", (await add(agoMs / 1000, states[n % 5])).deliveryId));
    }
    const wanted = ids.filter((_id, n) => isWanted(n));
    const pages = [await read(null, filter)];
    while (!pages.at(-1)?.done) pages.push(await read(pages.at(-1)?.iterator, filter));
    expect(pages.flatMap(idsOf)).toEqual(wanted);

    const back = idsOf(pages.at(-1) as DeliveryListOut);
    for (let page = pages.at(-1); page !== pages[0]; ) {
      page = await read(page?.prevIterator, filter);
      back.unshift(...idsOf(page));
      if (page.done) break;
    }
    expect(back).toEqual(wanted);
  });

  test("a delivery that ends while somebody pages does not come twice or get lost", async () => {
    const { ids, read } = await aLog(20);
    const first = await read(null);
    await pool().query(
      `with ended as (delete from delivery_pending where attempt_count > 0 returning *)
       insert into delivery_history (id, status, application_id, endpoint_id, message_id, event_type, attempt_count, rail, finished_at)
       select id, 1, application_id, endpoint_id, message_id, event_type, attempt_count, rail, now() from ended`,
    );
    expect([...idsOf(first), ...idsOf(await read(first.iterator))]).toEqual(ids);
  });

  test("an iterator of another kind of thing is refused", async () => {
    const { read } = await aLog(0);
    await expect(read("msg_1")).rejects.toMatchObject({ issues: [{ loc: ["query", "iterator"] }] });
  });
});
