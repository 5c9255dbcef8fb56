import pg from "pg";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";
import { HOLD_BACK_SIGN, ORDERS_SIGN, WAKE_CHANNEL } from "@/lib/queue.ts";
import type { Dispatcher } from "@/worker/delivery/dispatcher.ts";

const RECONNECT_MS = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whoever may connect to the database may notify: one wrong id would spoil the claims of all. */
const idsOf = (list: string) => list.split(",").filter((id) => UUID.test(id));

/**
 * Hears of deliveries that became due in a commit of any process, and of endpoints that are to get nothing more, on a connection of its own. While it is down the
 * sweep alone finds them.
 * @param onOrders a worker was told to drain, or to go on
 */
export async function listenForWakeUps(
  dispatcher: Dispatcher,
  onOrders: () => void,
): Promise<{ stop(): Promise<void> }> {
  let client: pg.Client | null = null;
  let stopped = false;

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: env().DATABASE_URL,
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    next.on("notification", ({ payload }) => {
      if (payload === ORDERS_SIGN) onOrders();
      else if (payload === HOLD_BACK_SIGN) dispatcher.holdBack("all");
      else if (payload?.startsWith(HOLD_BACK_SIGN)) dispatcher.holdBack(idsOf(payload.slice(HOLD_BACK_SIGN.length)));
      else if (payload) dispatcher.wake(idsOf(payload));
      else void dispatcher.sweep().catch((error: unknown) => log.warn("sweep_failed", { error }));
    });
    next.on("error", (error) => lost(next, error));
    try {
      await next.connect();
      await next.query(`listen ${WAKE_CHANNEL}`);
      client = next;
      if (stopped) await next.end();
    } catch (error) {
      lost(next, error);
    }
  }

  function lost(which: pg.Client, error: unknown): void {
    if (client === which) client = null;
    void which.end().catch(() => {});
    if (stopped) return;
    log.warn("wake_ups_lost", { error });
    setTimeout(() => void connect(), RECONNECT_MS).unref();
  }

  await connect();
  return {
    async stop() {
      stopped = true;
      const open = client;
      client = null;
      await open?.end().catch(() => {});
    },
  };
}
