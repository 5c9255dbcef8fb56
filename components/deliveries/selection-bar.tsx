"use client";

import { useTranslations } from "use-intl";
import type { Abilities } from "@/components/deliveries/scope.ts";
import type { BatchProgress } from "@/components/deliveries/use-replay.ts";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Progress } from "@/components/ui/progress-line.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type SelectionBarProps = {
  chosen: DeliveryOut[];
  abilities: Abilities;
  progress: BatchProgress | null;
  onReplay: () => void;
  onClear: () => void;
};

/** What can be done with the chosen rows, and how far it is. Stays in sight above the list. */
export function SelectionBar({ chosen, abilities, progress, onReplay, onClear }: SelectionBarProps) {
  const t = useTranslations("deliveries.selection");
  if (chosen.length === 0 && !progress) return null;
  return (
    <section
      aria-label={t("label")}
      className="sticky top-[calc(var(--header)+32px)] z-10 mt-2 flex flex-wrap items-center gap-2 rounded-card bg-accent-soft px-3 py-1.5 text-dense"
    >
      {progress ? (
        <Outcome progress={progress} onClear={onClear} />
      ) : (
        <>
          <span className="me-1 font-firm" data-num>
            {t("selected", { count: chosen.length })}
          </span>
          {abilities.replay || abilities.reason ? (
            <Button
              size="small"
              variant="primary"
              onClick={onReplay}
              unavailable={abilities.replay ? undefined : abilities.reason}
            >
              {t("replay", { count: chosen.length })}
            </Button>
          ) : null}
          <CopyButton
            value={() => chosen.map(({ id }) => id).join("\n")}
            label={t("copyIds")}
            button={{ size: "small", text: t("copyIds") }}
          />
          <Button size="small" variant="quiet" onClick={onClear}>
            {t("clear")}
          </Button>
        </>
      )}
    </section>
  );
}

function Outcome({ progress, onClear }: { progress: BatchProgress; onClear: () => void }) {
  const t = useTranslations("deliveries.selection");
  const { done, total, refused, isRunning } = progress;
  const queued = done - refused.length;
  const reasons = [...new Set(refused.map(({ reason }) => reason))];
  return (
    <div className="grid min-w-0 grow gap-1">
      <div className="flex flex-wrap items-center gap-3">
        <span data-num role="status">
          {isRunning ? t("running", { done, total }) : t("done", { count: queued })}{" "}
          {refused.length > 0 ? t("refused", { count: refused.length }) : null}
        </span>
        {isRunning ? null : (
          <Button size="small" variant="quiet" onClick={onClear}>
            {t("close")}
          </Button>
        )}
      </div>
      {isRunning ? (
        <Progress label={t("progress", { total })} done={done} total={total} failed={refused.length} />
      ) : null}
      {reasons.map((reason) => (
        <p key={reason} className="text-fail-ink">
          {reason}
        </p>
      ))}
    </div>
  );
}
