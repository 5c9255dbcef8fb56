import { fleetReplayPath } from "@/components/replays/fleet/paths.ts";
import { replayPath } from "@/components/replays/paths.ts";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** Its page in the console: one of several customers has its own, one of a customer is among theirs. */
export function pathOfReplay({ id, applicationId }: Pick<BackgroundTaskOut, "id" | "applicationId">): string {
  return applicationId === null ? fleetReplayPath(id) : replayPath({ surface: "console", applicationId }, id);
}
