import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { log } from "@/lib/log.ts";
import { listenTo } from "@/lib/notifications.ts";
import { OUTBOX_CHANNEL } from "@/lib/queue.ts";
import { every } from "@/worker/every.ts";

/** A notification may be lost. */
const SWEEP_MS = 1_000;

/**
 * Takes over what operators' transactions emitted, as soon as they have committed. Every worker hears of it, one does
 * it; the others leave it to that one, and to the next sweep should it die.
 */
export async function startOutboxRelay(): Promise<{ stop(): Promise<void> }> {
  let running: Promise<void> | null = null;
  let isCalled = false;
  let stopped = false;

  async function drain(): Promise<void> {
    while (isCalled && !stopped) {
      isCalled = false;
      const relayed = await relayOutbox();
      if (relayed.kind === "busy") return;
      for (const failure of relayed.failures) log.error("outbox_failed", { ...failure });
      if (relayed.isMore) isCalled = true;
    }
  }

  function relay(): Promise<void> {
    isCalled = true;
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  }

  const unlisten = await listenTo(OUTBOX_CHANNEL, () => {
    relay().catch((error: unknown) => log.warn("outbox_relay_failed", { error }));
  });
  const sweep = every("outbox_relay", SWEEP_MS, relay);
  return {
    async stop() {
      stopped = true;
      unlisten();
      await sweep.stop();
      await running?.catch(() => {});
    },
  };
}
