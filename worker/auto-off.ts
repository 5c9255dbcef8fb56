import { turnOffFailingUnscoped } from "@/lib/domain/endpoints/auto-off.ts";
import { formatId } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";

/** Every minute, by every worker: one of them finds something to do. */
export async function turnOffFailing(): Promise<void> {
  const { warned, turnedOff } = await turnOffFailingUnscoped();
  for (const id of warned) log.warn("endpoint_warned", { endpointId: formatId("endpoint", id) });
  for (const id of turnedOff)
    log.warn("endpoint_turned_off", { endpointId: formatId("endpoint", id), reason: "failing" });
}
