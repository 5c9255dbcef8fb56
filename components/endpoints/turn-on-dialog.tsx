"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { isOffByUs } from "@/components/endpoints/endpoint-words.ts";
import type { AlsoReplay } from "@/components/endpoints/turn-on-missed.tsx";
import { TurnOnMissed } from "@/components/endpoints/turn-on-missed.tsx";
import { useTurnOn } from "@/components/endpoints/use-turn-on.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { newReplayPath, replayPath } from "@/components/replays/paths.ts";
import { TestResult } from "@/components/test-send/test-result.tsx";
import { useTestRun } from "@/components/test-send/use-test-run.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

type TurnOnDialogProps = {
  endpoint: EndpointOut;
  name: string;
  onClose: () => void;
};

/** An endpoint that we turned off is tried first: turning it on should not be a leap. What it missed is sent in the same step. */
export function TurnOnDialog({ endpoint, name, onClose }: TurnOnDialogProps) {
  const t = useTranslations("replays");
  const access = useAccess();
  const router = useRouter();
  const { run, start } = useTestRun();
  const mayReplay = access.can("CreateAttempts");
  const withTest = isOffByUs(endpoint) && mayReplay;
  const tested = useRef(false);
  const turnOn = useTurnOn(endpoint, mayReplay);
  const [chosen, setChosen] = useState<AlsoReplay | null>(null);

  useEffect(() => {
    if (!withTest || tested.current) return;
    tested.current = true;
    start(endpoint.id);
  }, [withTest, start, endpoint.id]);

  const failed = run?.kind === "refused" || (run?.kind === "done" && run.delivery.state !== "delivered");
  const { missed } = turnOn;
  const also: AlsoReplay = missed.count === 0 ? "none" : (chosen ?? (failed ? "none" : "all"));

  function submit() {
    // What was not counted yet is not sent unseen.
    turnOn.submit(also === "all" && missed.count !== null, (task) => {
      announce(t("turnOn.on", { name }));
      onClose();
      if (task) router.push(replayPath(access, task.id));
      else if (also === "choose")
        router.push(newReplayPath(access, { endpoint: endpoint.id, what: "undelivered", from: missed.since }));
    });
  }

  return (
    <ConfirmDialog
      title={t("turnOn.title", { name })}
      size={withTest ? "wide" : "medium"}
      keep={t("turnOn.leave")}
      confirm={<SubmitWords also={also} failed={failed} missed={missed} />}
      variant={failed ? "danger" : "primary"}
      write={turnOn}
      failed={t(turnOn.isOn ? "turnOn.notReplayed" : "turnOn.stillOff", { name })}
      onConfirm={submit}
      onClose={onClose}
    >
      <div className="grid grid-cols-1 gap-4">
        {run ? (
          <TestResult
            run={run}
            url={endpoint.url}
            onAgain={() => start(endpoint.id)}
            actions={
              <Button size="small" onClick={() => start(endpoint.id)}>
                {t("turnOn.tryAgain")}
              </Button>
            }
          />
        ) : null}
        <p>{t(failed ? "turnOn.stillFails" : "turnOn.fromNow")}</p>
        {mayReplay ? <TurnOnMissed missed={missed} also={also} onChange={setChosen} /> : null}
      </div>
    </ConfirmDialog>
  );
}

type SubmitWordsProps = { also: AlsoReplay; failed: boolean; missed: ReturnType<typeof useTurnOn>["missed"] };

function SubmitWords({ also, failed, missed: { count, exact } }: SubmitWordsProps) {
  const t = useTranslations("replays");
  if (also === "choose") return t("turnOn.buttonChoose");
  if (also === "all" && count !== null)
    return exact ? t("turnOn.buttonReplay", { count }) : t("turnOn.buttonReplayAll");
  return t(failed ? "turnOn.buttonAnyway" : "turnOn.button");
}
