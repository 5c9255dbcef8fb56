"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { COUNTED_TO } from "@/components/endpoints/hold-words.ts";
import { healthQuery } from "@/components/endpoints/queries.ts";
import type { Waiting } from "@/components/endpoints/use-endpoint-pause.ts";
import { useResume } from "@/components/endpoints/use-endpoint-pause.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { announce } from "@/components/ui/announcer.tsx";
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
    <ConfirmDialog
      title={t("title", { name })}
      keep={t("leave")}
      confirm={count === 0 ? t("button") : t(waiting === "send" ? "sendButton" : "dropButton", { count })}
      variant={waiting === "drop" ? "danger" : "primary"}
      write={resume}
      failed={t("stillPaused", { name })}
      onConfirm={submit}
      onClose={onClose}
    >
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
    </ConfirmDialog>
  );
}
