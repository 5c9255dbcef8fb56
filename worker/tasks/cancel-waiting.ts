import type { Task } from "graphile-worker";
import { goOnCancelingUnscoped } from "@/lib/domain/deliveries/go-on-canceling.ts";
import { log } from "@/lib/log.ts";

/** Another worker is at it. */
const AGAIN_MS = 1_000;

/** Ends what was left to end. Asked to stop, it leaves the rest to the next. */
export function createCancelWaiting(isStopping: () => boolean): Task {
  return async function cancelWaiting(_payload, { addJob }) {
    let looks = 0;
    // One chunk at least, whatever happens: it always comes nearer to its end.
    const isOver = () => looks++ > 0 && isStopping();
    const { canceled, isMore } = await goOnCancelingUnscoped({ isOver });
    if (canceled > 0) log.info("waiting_canceled", { canceled, isMore });
    // Same key as the running job: graphile detaches it from a locked one, so this inserts the next.
    if (isMore) {
      const runAt = new Date(Date.now() + (canceled > 0 ? 0 : AGAIN_MS));
      await addJob("cancel_waiting", {}, { jobKey: "cancel_waiting", runAt });
    }
  };
}
