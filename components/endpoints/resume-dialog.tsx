"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { COUNTED_TO } from "@/components/endpoints/hold-words.ts";
import { healthQuery } from "@/components/endpoints/queries.ts";
import type { Waiting } from "@/components/endpoints/use-endpoint-pause.ts";
import { useResume } from "@/components/endpoints/use-endpoint-pause.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog, DialogActions } from "@/components/ui/dialog.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";

type ResumeDialogProps = { endpointId: string; name: string; onClose: () => void };

/** How many wait is counted when it opens: what becomes of them is the question. */
export function ResumeDialog({ endpointId, name, onClose }: ResumeDialogProps) {
  const t = useTranslations("replays.resume");
  const access = useAccess();
  const health = useQuery({ ...healthQuery(access, endpointId), refetchOnMount: "always" });
  const resume = useResume(endpointId);
  const [chosen, setChosen] = useState<Waiting>("send");
  const hold = health.data?.hold;
  const count = hold?.kind === "paused" ? hold.waiting : 0;
  const waiting: Waiting = count === 0 ? "send" : chosen;

  function submit() {
    resume.mutate(waiting, {
      onSuccess: () => {
        announce(t("resumed", { name }));
        onClose();
      },
    });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title", { name })}
      actions={
        <DialogActions cancel={t("leave")} onCancel={onClose}>
          <Button variant={waiting === "drop" ? "danger" : "primary"} pending={resume.isPending} onClick={submit}>
            {count === 0 ? t("button") : t(waiting === "send" ? "sendButton" : "dropButton", { count })}
          </Button>
        </DialogActions>
      }
    >
      <div className="grid gap-4">
        {count === 0 ? (
          <p>{t("none")}</p>
        ) : (
          <RadioGroup
            legend={t(count >= COUNTED_TO ? "waitingAtLeast" : "waiting", { count })}
            name="waiting"
            value={chosen}
            onChange={(value) => setChosen(value === "drop" ? "drop" : "send")}
            options={[
              {
                value: "send",
                label: t("send", { count }),
                description: t("sendHint"),
              },
              {
                value: "drop",
                label: t("drop", { count }),
                description: t("dropHint"),
              },
            ]}
          />
        )}
        <MutationError error={resume.error} title={t("stillPaused", { name })} />
      </div>
    </Dialog>
  );
}
