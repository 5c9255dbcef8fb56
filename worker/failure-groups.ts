import { collectFailuresUnscoped } from "@/lib/domain/failure-groups/collect.ts";
import { log } from "@/lib/log.ts";

export const FAILURE_GROUPS_MS = 5_000;

/** By every worker; one of them does it. */
export async function collectFailures(): Promise<void> {
  const done = await collectFailuresUnscoped();
  if (done && done.resolved > 0) log.info("failure_groups_resolved", { groups: done.resolved });
}
