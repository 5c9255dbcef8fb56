import { relayOutbox } from "@/lib/domain/outbox/relay.ts";
import { log } from "@/lib/log.ts";
import { OUTBOX_CHANNEL } from "@/lib/queue.ts";
import { startLine } from "@/worker/line.ts";

/** Takes over what operators' transactions emitted. */
export function startOutboxRelay(): Promise<{ stop(): Promise<void> }> {
  return startLine("outbox_relay", OUTBOX_CHANNEL, async () => {
    const relayed = await relayOutbox();
    if (relayed.kind === "busy") return { isMore: false };
    for (const failure of relayed.failures) log.error("outbox_failed", { ...failure });
    return relayed;
  });
}
