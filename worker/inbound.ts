import { forwardSourceRequests } from "@/lib/domain/sources/forward.ts";
import { log } from "@/lib/log.ts";
import { SOURCE_CHANNEL } from "@/lib/queue.ts";
import { startLine } from "@/worker/line.ts";

/** Makes messages of what sources took. */
export function startForwarding(): Promise<{ stop(): Promise<void> }> {
  return startLine("inbound_forward", SOURCE_CHANNEL, async () => {
    const forwarded = await forwardSourceRequests();
    if (forwarded.kind === "busy") return { isMore: false };
    const { messages, dead, faults } = forwarded;
    for (const { requestId, error } of faults) log.error("inbound_unreadable", { requestId, error });
    if (messages + dead > 0) log.info("inbound_forwarded", { messages, dead });
    return forwarded;
  });
}
