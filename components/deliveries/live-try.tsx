"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { PhaseStep } from "@/components/ui/phase-steps.tsx";
import { PhaseSteps } from "@/components/ui/phase-steps.tsx";
import type { DeliveryStreamEvent } from "@/lib/contract/delivery-stream.ts";

type Phase = Extract<DeliveryStreamEvent, { type: "phase" }>;

const STEPS = ["resolved", "connected", "secured", "sent", "responded"] as const;

/** A try while it runs. Phases that a reused connection or plain HTTP leaves out are passed over. */
export function LiveTry({ phases, isQueued }: { phases: Phase[]; isQueued: boolean }) {
  const t = useTranslations("deliveries.liveTry");
  const reached = new Map(phases.map(({ phase, atMs }) => [phase, atMs]));
  const last = STEPS.findLastIndex((phase) => reached.has(phase));
  const steps = STEPS.flatMap((phase, index): PhaseStep[] => {
    const atMs = reached.get(phase);
    if (atMs !== undefined) return [{ id: phase, label: t(phase), state: "done", ms: atMs }];
    if (index < last) return [];
    return [{ id: phase, label: t(phase), state: index === last + 1 && phases.length > 0 ? "doing" : "waiting" }];
  });
  const b = (chunks: ReactNode) => <strong className="font-strong text-wait-ink">{chunks}</strong>;
  return (
    <div className="border-wait-mark border-s-[3px] bg-wait-soft py-2.5 ps-3.5 pe-4">
      <p className="pb-1 text-body">{t.rich(phases.length > 0 || !isQueued ? "sending" : "queued", { b })}</p>
      <PhaseSteps steps={steps} label={t("progress")} />
    </div>
  );
}
