import { describe, expect, test } from "vitest";
import { pool } from "@/lib/db.ts";
import { deleteApplication } from "@/lib/domain/applications/delete.ts";
import { createMessage } from "@/lib/domain/messages/create.ts";
import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { parseId } from "@/lib/ids.ts";
import { useDatabase } from "@/lib/testing/database.ts";
import { aClient, outbox } from "@/lib/testing/outbox.ts";
import { anEndpoint, aTenant } from "@/lib/testing/tenants.ts";

useDatabase();

const EMIT = "select posthorn.emit($1, $2, $3, $4) as id";
const PAYLOAD = '{ "b": 1.0, "a": 12345678901234567890, "a": "\\u00e9" }';

type Queries = Pick<Awaited<ReturnType<typeof aClient>>, "query">;

async function emit(by: Queries, application: { id: string }, event: { payload?: string; eventId?: string } = {}) {
  const { payload = "{}", eventId = null } = event;
  const { rows } = await by.query(EMIT, [application.id, "invoice.paid", payload, eventId]);
  return String(rows[0].id);
}

/** Until the line is empty, as the worker does. */
async function relayAll(): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (Date.now() < deadline) {
    const relayed = await relayOutbox();
    if (relayed.kind === "relayed" && !relayed.isMore) return;
  }
  throw new Error("The line did not end.");
}

async function messages(applicationId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await pool().query("select * from message where application_id = $1 order by sequence, id", [
    applicationId,
  ]);
  return rows;
}
const uuid = (id: string) => parseId("message", id);

describe("an event", () => {
  test("becomes a message of the id that was told, byte for byte, with its deliveries", async () => {
    const { ctx, application, applicationId } = await aTenant();
    const { endpointId } = await anEndpoint(ctx, applicationId);
    const deliverAt = new Date(Date.now() + 3_600_000);
    const { rows } = await pool().query(
      "select posthorn.emit($1, 'a.b', $2, 'e-1', array['eu'], array['a, b'], $3) as id",
      [application.id, PAYLOAD, deliverAt],
    );
    expect(await messages(applicationId)).toEqual([]);
    await relayAll();
    expect(await messages(applicationId)).toMatchObject([
      {
        id: uuid(rows[0].id),
        event_type: "a.b",
        payload: PAYLOAD,
        event_id: "e-1",
        channels: ["eu"],
        tags: ["a, b"],
        deliver_at: deliverAt,
      },
    ]);
    const pending = await pool().query("select * from delivery_pending where endpoint_id = $1", [endpointId]);
    expect(pending.rows).toMatchObject([{ message_id: uuid(rows[0].id), next_at: deliverAt }]);
    expect(await outbox()).toEqual({ waiting: 0, failed: [] });
  });

  test("of a transaction that is rolled back is never sent, nor is one after a savepoint that is", async () => {
    const { application, applicationId } = await aTenant();
    const client = await aClient();
    await client.query("begin");
    await emit(client, application);
    await client.query("rollback");
    await client.query("begin");
    const kept = await emit(client, application);
    await client.query("savepoint doubt");
    await emit(client, application, { eventId: "doubted" });
    await client.query("rollback to doubt");
    const again = await emit(client, application, { eventId: "doubted" });
    await client.query("commit");
    await relayAll();
    expect((await messages(applicationId)).map(({ id }) => id).sort()).toEqual([uuid(kept), uuid(again)].sort());
  });

  test("is not seen before its transaction commits, and holds up nobody until then", async () => {
    const { ctx, application, applicationId } = await aTenant();
    await anEndpoint(ctx, applicationId, { deliveryOptions: { fifo: true } });
    const slow = await aClient();
    await slow.query("begin");
    const late = await emit(slow, application, { eventId: "late" });
    await relayAll();
    expect(await messages(applicationId)).toEqual([]);

    const message = { eventType: "a.b", payload: {} };
    const viaApi = await createMessage(ctx, {
      application: application.id,
      message,
      payload: "{}",
      idempotencyKey: null,
    });
    const quick = await emit(pool(), application);
    await relayAll();
    const ids = async () => (await messages(applicationId)).map(({ id }) => id);
    expect(await ids()).toEqual([viaApi.messageId, uuid(quick)]);
    await slow.query("commit");
    await relayAll();
    expect(await ids()).toEqual([viaApi.messageId, uuid(quick), uuid(late)]);
  });

  test("that is refused leaves the choice to its transaction", async () => {
    const { application, applicationId } = await aTenant();
    const client = await aClient();
    await client.query("begin; create table invoice (id integer)");
    await client.query("insert into invoice values (1)");
    await client.query("savepoint event");
    await expect(emit(client, { id: "nobody" })).rejects.toMatchObject({ code: "PH404" });
    await client.query("rollback to event");
    await emit(client, application);
    await client.query("commit");
    await relayAll();
    expect((await client.query("select * from invoice")).rowCount).toBe(1);
    expect(await messages(applicationId)).toHaveLength(1);
  });
});

describe("an event id", () => {
  test("emitted again answers the first message, waiting, taken over, or sent over the API", async () => {
    const { ctx, application, applicationId } = await aTenant();
    const client = await aClient();
    await client.query("begin");
    const first = await emit(client, application, { eventId: "order-7" });
    expect(await emit(client, application, { eventId: "order-7", payload: '{"other":1}' })).toBe(first);
    await client.query("commit");
    expect(await emit(pool(), application, { eventId: "order-7" })).toBe(first);
    await relayAll();
    expect(await emit(pool(), application, { eventId: "order-7" })).toBe(first);

    const message = { eventType: "a.b", payload: {}, eventId: "order-8" };
    const sent = await createMessage(ctx, {
      application: application.id,
      message,
      payload: "{}",
      idempotencyKey: null,
    });
    expect(uuid(await emit(pool(), application, { eventId: "order-8" }))).toBe(sent.messageId);
    await relayAll();
    expect(await messages(applicationId)).toHaveLength(2);
    expect(await outbox()).toEqual({ waiting: 0, failed: [] });
  });

  test("of another application is another one", async () => {
    const [mine, theirs] = [await aTenant(), await aTenant()];
    const ids = [
      await emit(pool(), mine.application, { eventId: "order-7" }),
      await emit(pool(), theirs.application, { eventId: "order-7" }),
    ];
    expect(new Set(ids).size).toBe(2);
    await relayAll();
    expect((await messages(theirs.applicationId)).map(({ id }) => id)).toEqual([uuid(String(ids[1]))]);
  });

  test("emitted twenty times at once, while workers take over, makes one message, and all learn its id", async () => {
    const { application, applicationId } = await aTenant();
    for (let round = 0; round < 5; round++) {
      const eventId = `race-${round}`;
      const clients = await Promise.all(Array.from({ length: 20 }, () => aClient()));
      let open = true;
      const relaying = (async () => {
        for (let n = 0; open && n < 10_000; n++) await relayOutbox();
      })();
      const ids = await Promise.all(clients.map((client) => emit(client, application, { eventId })));
      open = false;
      await relaying;
      await relayAll();
      expect(new Set(ids).size).toBe(1);
      expect((await messages(applicationId)).filter((m) => m.event_id === eventId).map(({ id }) => id)).toEqual([
        uuid(String(ids[0])),
      ]);
    }
    expect(await outbox()).toEqual({ waiting: 0, failed: [] });
  });

  test("waits for the transaction that has it: rolled back, the second one is the first", async () => {
    const { application, applicationId } = await aTenant();
    const [one, two] = [await aClient(), await aClient()];
    await one.query("begin");
    await emit(one, application, { eventId: "order-7" });
    const second = emit(two, application, { eventId: "order-7" });
    await one.query("rollback");
    const id = await second;
    await relayAll();
    expect((await messages(applicationId)).map((m) => m.id)).toEqual([uuid(id)]);
  });
});

describe("taking over", () => {
  test("keeps the order of an application, also with several workers at once", async () => {
    const { ctx, application, applicationId } = await aTenant();
    await anEndpoint(ctx, applicationId, { deliveryOptions: { fifo: true } });
    const { rows } = await pool().query(
      "select posthorn.emit($1, 'a.b', json_build_object('n', n)) as id from generate_series(1, 1000) as n",
      [application.id],
    );
    const outcomes = await Promise.all(Array.from({ length: 4 }, relayAll));
    expect(outcomes).toHaveLength(4);
    expect((await messages(applicationId)).map(({ id }) => id)).toEqual(rows.map((row) => uuid(row.id)));
  });

  test("loses nothing and doubles nothing when the worker dies in the middle", async () => {
    const { application, applicationId } = await aTenant();
    for (let n = 0; n < 30; n++) await emit(pool(), application);
    const blocker = await aClient();
    // Rows taken, messages not yet made: the longest moment of it.
    await blocker.query("begin; lock table message in access exclusive mode");
    const killed = expect(relayOutbox()).rejects.toThrow();
    const { rows } = await blocker.query("select pg_backend_pid() as pid");
    const kill = "select pg_terminate_backend(pid) from pg_stat_activity where $1 = any (pg_blocking_pids(pid))";
    const kills = async () => (await pool().query(kill, [rows[0].pid])).rowCount;
    await expect.poll(kills, { timeout: 10_000 }).toBe(1);
    await killed;
    await blocker.query("commit");
    await relayAll();
    expect(await messages(applicationId)).toHaveLength(30);
    expect((await outbox()).waiting).toBe(0);
  });

  test("of more than the database manages in one statement goes on in halves, and in order", async () => {
    const { ctx, application, applicationId } = await aTenant();
    await anEndpoint(ctx, applicationId, { deliveryOptions: { fifo: true } });
    await pool().query(`
      create function too_much() returns trigger language plpgsql as $$ begin
        if (select count(*) from made) > 3 then raise exception 'too long' using errcode = '57014'; end if; return null; end $$;
      create trigger too_much after insert on message referencing new table as made for each statement execute function too_much()`);
    const ids: (string | null)[] = [];
    for (let n = 0; n < 10; n++) ids.push(uuid(await emit(pool(), application)));
    expect(await relayOutbox()).toMatchObject({ taken: 10, failures: [] });
    await pool().query("drop function too_much cascade");
    expect((await messages(applicationId)).map(({ id }) => id)).toEqual(ids);
  });

  test("of payloads that are large goes on in portions", async () => {
    const { application, applicationId } = await aTenant();
    const payload = `{"text":"${"x".repeat(1_000_000)}"}`;
    for (let n = 0; n < 20; n++) await emit(pool(), application, { payload });
    expect(await relayOutbox()).toMatchObject({ taken: 9, isMore: true });
    await relayAll();
    expect(await messages(applicationId)).toHaveLength(20);
  });
});

describe("what cannot be taken over", () => {
  test("is kept as failed by name, and holds up nobody", async () => {
    const { ctx, application, applicationId } = await aTenant();
    const other = await aTenant();
    const lost = await emit(pool(), application);
    await deleteApplication(ctx, { applicationId });
    const kept = await emit(pool(), other.application);
    expect(await relayOutbox()).toMatchObject({
      taken: 2,
      failures: [{ messageId: lost, applicationId: application.id, reason: "The application was deleted." }],
    });
    expect((await messages(other.applicationId)).map(({ id }) => id)).toEqual([uuid(kept)]);
    expect((await outbox()).failed).toContainEqual(
      expect.objectContaining({
        message_id: lost,
        application_id: application.id,
        event_type: "invoice.paid",
        payload: "{}",
      }),
    );
  });

  test("is told when the API took the event id between the emit and its commit", async () => {
    const { ctx, application, applicationId } = await aTenant();
    const client = await aClient();
    await client.query("begin");
    const id = await emit(client, application, { eventId: "order-9" });
    const message = { eventType: "a.b", payload: {}, eventId: "order-9" };
    const sent = await createMessage(ctx, {
      application: application.id,
      message,
      payload: "{}",
      idempotencyKey: null,
    });
    await client.query("commit");
    await relayAll();
    expect((await messages(applicationId)).map((m) => m.id)).toEqual([sent.messageId]);
    expect((await outbox()).failed).toContainEqual(
      expect.objectContaining({ message_id: id, reason: expect.stringContaining("event id") }),
    );
  });

  test("by a fault of its own, which the others do not share, is kept with the fault", async () => {
    const { application, applicationId } = await aTenant();
    const first = await emit(pool(), application);
    const bad = await emit(pool(), application);
    const last = await emit(pool(), application);
    await pool().query(
      `create function refuse_it() returns trigger language plpgsql as $$ begin
         if new.id = '${uuid(bad)}' then raise exception 'no such luck' using errcode = '23514'; end if; return new; end $$;
       create trigger refuse_it before insert on message for each row execute function refuse_it()`,
    );
    expect(await relayOutbox()).toMatchObject({ failures: [{ messageId: bad, reason: "23514 no such luck" }] });
    await pool().query("drop function refuse_it cascade");
    expect((await messages(applicationId)).map(({ id }) => id)).toEqual([uuid(first), uuid(last)]);

    // The cause is gone: back into the line.
    await pool().query("update posthorn.outbox set failed_at = null, failure = null where message_id = $1", [
      uuid(bad),
    ]);
    await relayAll();
    expect(await messages(applicationId)).toHaveLength(3);
  });
});
