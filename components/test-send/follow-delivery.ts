import type { Access } from "@/components/portal/access.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { DeliveryStreamEvent } from "@/lib/contract/delivery-stream.ts";

export type ReachedPhase = Extract<DeliveryStreamEvent, { type: "phase" }>["phase"];

type Follow = {
  access: Pick<Access, "applicationId" | "call">;
  deliveryId: string;
  onPhase: (phase: ReachedPhase) => void;
  /** Called for every news of the delivery; the last one is not `sending`. */
  onDelivery: (delivery: DeliveryOut, attemptId: string | null) => void;
};

const POLL_MS = 1_000;

/** Follows a delivery live, and by asking again where the stream does not come through. @returns the way to stop. */
export function followDelivery({ access, deliveryId, onPhase, onDelivery }: Follow): () => void {
  const { applicationId, call } = access;
  const gone = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(delivery: DeliveryOut, attemptId: string | null) {
    if (gone.signal.aborted) return;
    if (delivery.state !== "sending") stop();
    onDelivery(delivery, attemptId);
  }

  async function ask() {
    try {
      const params = { app_id: applicationId, delivery_id: deliveryId };
      const { attempts, ...delivery } = await call("GET /app/{app_id}/delivery/{delivery_id}", { params }, gone.signal);
      tell(delivery, attempts.at(-1)?.id ?? null);
    } catch {
      // The next time may do: the delivery goes on without us.
    }
    if (!gone.signal.aborted) timer = setTimeout(() => void ask(), POLL_MS);
  }

  const source = new EventSource(`/api/v1/app/${applicationId}/delivery/${deliveryId}/stream`);
  source.onmessage = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as DeliveryStreamEvent;
    if (event.type === "phase") onPhase(event.phase);
    else tell(event.delivery, event.attemptId);
  };
  source.onerror = () => {
    // Ended, refused or cut by a proxy: it would only try the same again.
    source.close();
    if (!gone.signal.aborted) void ask();
  };

  function stop() {
    source.close();
    clearTimeout(timer);
    gone.abort();
  }
  return stop;
}
