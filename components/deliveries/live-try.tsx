import type { PhaseStep } from "@/components/ui/phase-steps.tsx";
import { PhaseSteps } from "@/components/ui/phase-steps.tsx";
import type { DeliveryStreamEvent } from "@/lib/contract/delivery.ts";

type Phase = Extract<DeliveryStreamEvent, { type: "phase" }>;

const STEPS: [Phase["phase"], string][] = [
  ["resolved", "Resolved"],
  ["connected", "Connected"],
  ["secured", "Secured"],
  ["sent", "Sent"],
  ["responded", "Answered"],
];

/** A try while it runs. Phases that a reused connection or plain HTTP leaves out are passed over. */
export function LiveTry({ phases, isQueued }: { phases: Phase[]; isQueued: boolean }) {
  const reached = new Map(phases.map(({ phase, atMs }) => [phase, atMs]));
  const last = STEPS.findLastIndex(([phase]) => reached.has(phase));
  const steps = STEPS.flatMap(([phase, label], index): PhaseStep[] => {
    const atMs = reached.get(phase);
    if (atMs !== undefined) return [{ id: phase, label, state: "done", ms: atMs }];
    if (index < last) return [];
    return [{ id: phase, label, state: index === last + 1 && phases.length > 0 ? "doing" : "waiting" }];
  });
  return (
    <div className="border-wait-mark border-s-[3px] bg-wait-soft py-2.5 ps-3.5 pe-4">
      <p className="pb-1 text-body">
        <strong className="font-strong text-wait-ink">{phases.length > 0 || !isQueued ? "Sending" : "Queued"}.</strong>{" "}
        The result appears here.
      </p>
      <PhaseSteps steps={steps} label="Progress of this try" />
    </div>
  );
}
