import { log } from "@/lib/log.ts";
import { listenTo } from "@/lib/notifications.ts";
import { LIVE_CHANNEL, LiveNotice } from "@/lib/queue.ts";

type Listener = (notice: LiveNotice) => void;

const listeners = new Map<string, Set<Listener>>();

function receive(payload: string): void {
  try {
    const notice = LiveNotice.parse(JSON.parse(payload));
    for (const listener of listeners.get(notice.deliveryId) ?? []) listener(notice);
  } catch (error) {
    log.warn("live_notice_unreadable", { error });
  }
}

/**
 * Hears of phases and outcomes of a delivery that somebody watches. It may miss notices: whoever needs certainty asks
 * the delivery itself as well.
 */
export async function watchDelivery(deliveryId: string, listener: Listener): Promise<() => void> {
  const mine = listeners.get(deliveryId) ?? new Set();
  mine.add(listener);
  listeners.set(deliveryId, mine);
  const stop = await listenTo(LIVE_CHANNEL, receive);
  return () => {
    mine.delete(listener);
    if (mine.size === 0) listeners.delete(deliveryId);
    if (listeners.size === 0) stop();
  };
}
