import { goOnCancelingUnscoped } from "@/lib/domain/deliveries/go-on-canceling.ts";
import { log } from "@/lib/log.ts";

/** Shorter than a worker waits for its jobs when it is asked to stop; then it is the next one's turn. */
const RUN_MS = 3_000;

/** Ends what was left to end; enqueues itself while there is more. */
export async function cancelWaiting(
  _payload: unknown,
  { addJob }: { addJob: (task: "cancel_waiting", payload: object, spec: { jobKey: string }) => Promise<unknown> },
): Promise<void> {
  const overAtMs = performance.now() + RUN_MS;
  const { canceled, isMore } = await goOnCancelingUnscoped({ isOver: () => performance.now() > overAtMs });
  if (canceled > 0) log.info("waiting_canceled", { canceled, isMore });
  // Same key as the running job: graphile detaches it from a locked one, so this inserts the next.
  if (isMore) await addJob("cancel_waiting", {}, { jobKey: "cancel_waiting" });
}
