import { log } from "@/lib/log.ts";
import { listenTo } from "@/lib/notifications.ts";
import { LIVE_CHANNEL, LiveNotice } from "@/lib/queue.ts";

type Listener = (notice: LiveNotice) => void;

const listeners = new Map<string, Set<Listener>>();

/** A try begins before its watcher can come: what was told of it until then is told again. */
const RECENT_MS = 10_000;
const recent = new Map<string, LiveNotice[]>();

function remember(notice: LiveNotice): void {
  const { deliveryId } = notice;
  // It is over, and the delivery itself says what came of it.
  if (notice.type === "recorded") return void recent.delete(deliveryId);
  const told = recent.get(deliveryId);
  if (told) return void told.push(notice);
  recent.set(deliveryId, [notice]);
  setTimeout(() => recent.delete(deliveryId), RECENT_MS).unref();
}

function receive(payload: string): void {
  try {
    const notice = LiveNotice.parse(JSON.parse(payload));
    remember(notice);
    for (const listener of listeners.get(notice.deliveryId) ?? []) listener(notice);
  } catch (error) {
    log.warn("live_notice_unreadable", { error });
  }
}

/** Before a try is asked for that somebody will watch: from now on, nothing that is told of it is lost. */
export async function hearDeliveries(): Promise<void> {
  await listenTo(LIVE_CHANNEL, receive);
}

/**
 * Hears of phases and outcomes of a delivery that somebody watches. It may miss notices: whoever needs certainty asks
 * the delivery itself as well.
 */
export async function watchDelivery(deliveryId: string, listener: Listener): Promise<() => void> {
  await hearDeliveries();
  for (const notice of recent.get(deliveryId) ?? []) listener(notice);
  const mine = listeners.get(deliveryId) ?? new Set();
  mine.add(listener);
  listeners.set(deliveryId, mine);
  return () => {
    mine.delete(listener);
    if (mine.size === 0) listeners.delete(deliveryId);
  };
}
