"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { newReplayPath } from "@/components/replays/paths.ts";
import { isOver } from "@/components/replays/queries.ts";
import { knowsFailures, sentOf, stateOf, totalOf } from "@/components/replays/task-facts.ts";
import { useReplayActions } from "@/components/replays/use-replay-actions.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";
import type { BackgroundTaskOut } from "@/lib/contract/background-task.ts";

/** What can be done with it now. Whoever may not replay sees none of it. */
export function ReplayControls({ task }: { task: BackgroundTaskOut }) {
  const access = useAccess();
  if (!access.can("CreateAttempts")) return null;
  return isOver(task) ? <AgainLink task={task} /> : <Hold task={task} />;
}

function AgainLink({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const access = useAccess();
  const isKnown = useTimeText((nowMs) => (knowsFailures(task, nowMs) ? "known" : "")) !== "";
  if (!isKnown) return null;
  return (
    <ButtonLink href={newReplayPath(access, { again: task.id })} variant="primary">
      {t("page.again", { count: task.progress.failed })}
    </ButtonLink>
  );
}

function Hold({ task }: { task: BackgroundTaskOut }) {
  const t = useTranslations("replays");
  const { act } = useReplayActions(task.id);
  const [asking, setAsking] = useState(false);
  const state = stateOf(task);
  const pendingVerb = act.isPending ? act.variables : null;
  const isPaused = state === "paused";
  // Before the first is sent there is nothing to think about.
  const isBare = sentOf(task) === 0 && (state === "starting" || state === "preparing");
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap justify-end gap-2">
        {state === "starting" ? null : (
          <Button
            variant={isPaused ? "primary" : "secondary"}
            pending={pendingVerb === "pause" || pendingVerb === "resume"}
            onClick={() => act.mutate(isPaused ? "resume" : "pause")}
          >
            {t(isPaused ? "page.resume" : "page.pause")}
          </Button>
        )}
        <Button
          variant={isBare ? "primary" : "secondary"}
          pending={pendingVerb === "cancel"}
          onClick={() => (isBare ? act.mutate("cancel") : setAsking(true))}
        >
          {t(isBare ? "page.cancel" : "page.cancelRest")}
        </Button>
      </div>
      <MutationError error={act.error} title={t("page.changeError")} />
      {asking ? (
        <CancelDialog
          task={task}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            act.mutate("cancel");
          }}
        />
      ) : null}
    </div>
  );
}

type CancelDialogProps = { task: BackgroundTaskOut; onClose: () => void; onConfirm: () => void };

function CancelDialog({ task, onClose, onConfirm }: CancelDialogProps) {
  const t = useTranslations("replays");
  const sent = sentOf(task);
  return (
    <ConfirmDialog
      title={t("cancelDialog.title")}
      keep={t("cancelDialog.keep")}
      confirm={t("cancelDialog.confirm")}
      variant="danger"
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <p data-num>{t("cancelDialog.text", { sent, left: Math.max(0, totalOf(task) - sent) })}</p>
    </ConfirmDialog>
  );
}
