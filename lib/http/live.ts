import pg from "pg";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";
import { LIVE_CHANNEL, LiveNotice } from "@/lib/queue.ts";

type Listener = (notice: LiveNotice) => void;

/** Connect again after so long; streams poll meanwhile. */
const RECONNECT_MS = 1_000;

const listeners = new Map<string, Set<Listener>>();
let client: pg.Client | null = null;
let connecting: Promise<void> | null = null;

function receive(payload: string | undefined): void {
  try {
    const notice = LiveNotice.parse(JSON.parse(payload ?? ""));
    for (const listener of listeners.get(notice.deliveryId) ?? []) listener(notice);
  } catch (error) {
    log.warn("live_notice_unreadable", { error });
  }
}

async function connect(): Promise<void> {
  const next = new pg.Client({ connectionString: env().DATABASE_URL, connectionTimeoutMillis: 5_000, keepAlive: true });
  next.on("notification", ({ payload }) => receive(payload));
  next.on("error", () => {
    if (client === next) client = null;
    if (listeners.size > 0) setTimeout(() => void listen(), RECONNECT_MS).unref();
  });
  await next.connect();
  await next.query(`listen ${LIVE_CHANNEL}`);
  client = next;
}

async function listen(): Promise<void> {
  if (client) return;
  connecting ??= connect()
    .catch((error: unknown) => log.warn("live_listen_failed", { error }))
    .finally(() => {
      connecting = null;
    });
  await connecting;
}

/**
 * Hears of phases and outcomes of a delivery that somebody watches. One connection serves all who watch, opened for the
 * first of them. It may miss notices: whoever needs certainty asks the delivery itself as well.
 */
export async function watchDelivery(deliveryId: string, listener: Listener): Promise<() => void> {
  const mine = listeners.get(deliveryId) ?? new Set();
  mine.add(listener);
  listeners.set(deliveryId, mine);
  await listen();
  return () => {
    mine.delete(listener);
    if (mine.size === 0) listeners.delete(deliveryId);
  };
}

/** Closes the connection, so that the process can end. */
export async function stopWatching(): Promise<void> {
  listeners.clear();
  const open = client;
  client = null;
  await open?.end();
}
