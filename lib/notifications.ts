import pg from "pg";
import { env } from "@/lib/env.ts";
import { log } from "@/lib/log.ts";

type Listener = (payload: string) => void;
type Connection = {
  client: pg.Client;
  channels: Map<string, Promise<unknown>>;
  /** A connection runs one statement at a time, and wants to be asked so. */
  before: Promise<unknown>;
};

const RECONNECT_MS = 1_000;

const listeners = new Map<string, Set<Listener>>();
let connection: Connection | null = null;
let connecting: Promise<void> | null = null;

function hear(to: Connection, channel: string): Promise<unknown> {
  const underway = to.channels.get(channel) ?? to.before.then(() => to.client.query(`listen ${channel}`));
  to.channels.set(channel, underway);
  to.before = underway.catch(() => {});
  return underway;
}

async function connect(): Promise<void> {
  const client = new pg.Client({
    connectionString: env().DATABASE_URL,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  const next: Connection = { client, channels: new Map(), before: Promise.resolve() };
  client.on("notification", ({ channel, payload = "" }) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload);
  });
  client.on("error", () => {
    if (connection === next) connection = null;
    reconnectLater();
  });
  await client.connect();
  connection = next;
  await Promise.all([...listeners.keys()].map((channel) => hear(next, channel)));
}

function reconnectLater(): void {
  const isNeeded = [...listeners.values()].some(({ size }) => size > 0);
  if (isNeeded) setTimeout(() => void connected(), RECONNECT_MS).unref();
}

async function connected(): Promise<void> {
  if (connection) return;
  connecting ??= connect()
    .catch((error: unknown) => {
      log.warn("notifications_lost", { error });
      reconnectLater();
    })
    .finally(() => {
      connecting = null;
    });
  await connecting;
}

/**
 * Hears what is told on a channel of PostgreSQL, from when the promise resolves. One connection serves every channel,
 * opened for the first of them. It may be away for a while, so notifications can be missed: whoever needs certainty
 * asks the tables as well.
 * @param channel one of those of lib/queue.ts
 * @returns stops hearing
 */
export async function listenTo(channel: string, listener: Listener): Promise<() => void> {
  const mine = listeners.get(channel) ?? new Set();
  mine.add(listener);
  listeners.set(channel, mine);
  await connected();
  // Lost this moment: the next connection hears it.
  if (connection) await hear(connection, channel).catch(() => {});
  return () => {
    mine.delete(listener);
  };
}
