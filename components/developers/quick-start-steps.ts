import type { FleetSummaryOut } from "@/lib/contract/fleet.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

/** Of somebody who made a key on this page: what counts is what that key asks for. */
export interface Run {
  keyId: string;
  application: string;
}

export interface StepFacts {
  isDone: boolean;
  /** The newest request of this step since the page was opened. */
  seen: ApiRequestOut | null;
}

const STEPS = {
  application: ({ route, method }: ApiRequestOut) =>
    (route === "/app" && method === "POST") || (route === "/app/{app_id}" && method === "PUT"),
  message: ({ route, method }: ApiRequestOut) => route === "/app/{app_id}/msg" && method === "POST",
};

/** A key that we do not know may be this one, mistyped; another key's request is somebody else's. */
function isOfRun({ key }: ApiRequestOut, run: Run | null): boolean {
  return run === null || key === null || key.id === run.keyId;
}

/**
 * What is known of a step: in an installation that is used already, by what is there; for who made a key here, by what
 * that key has done.
 * @param requests newest first, since the page was opened
 */
export function judgeStep(
  step: keyof typeof STEPS,
  { requests, run, first }: { requests: ApiRequestOut[]; run: Run | null; first: FleetSummaryOut["firstSteps"] },
): StepFacts {
  const ofStep = requests.filter((request) => STEPS[step](request) && isOfRun(request, run));
  const done = ofStep.find(({ status }) => status < 300);
  const known = step === "application" ? first.application !== null : first.isMessageSent;
  return { isDone: done !== undefined || (run === null && known), seen: done ?? ofStep[0] ?? null };
}

/** The newest request that belongs to no step: a path that there is not. */
export function strayOf(requests: ApiRequestOut[], run: Run | null): ApiRequestOut | null {
  const [newest] = requests.filter((request) => isOfRun(request, run));
  return newest && newest.route === null ? newest : null;
}
