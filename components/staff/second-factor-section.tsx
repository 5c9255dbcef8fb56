"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { CodeDialog } from "@/components/staff/code-dialog.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { AccountOut } from "@/lib/contract/staff.ts";

const Enrolment = dynamic(() => import("@/components/staff/enrolment.tsx").then((module) => module.Enrolment), {
  ssr: false,
});
const FEW = 3;

/** One's own second factor: on or off, and the codes for a day without the phone. */
export function SecondFactorSection({ account }: { account: AccountOut }) {
  const [doing, setDoing] = useState<"add" | "remove" | "renew" | null>(null);
  const { secondFactorSince, recoveryCodesLeft, needsSecondFactor, role, hasPassword } = account;
  const close = () => setDoing(null);
  const mustKeep = needsSecondFactor && hasPassword ? `The role ${role} needs one here.` : undefined;
  return (
    <section aria-labelledby="factor">
      <h2 id="factor" className="mb-1 text-lead">
        Second factor
      </h2>
      {secondFactorSince ? (
        <>
          <p className="max-w-measure text-body text-ink-2">
            On since <Time at={secondFactorSince} show="day" />. After the password you are asked for a code of your
            authenticator app.{" "}
            {recoveryCodesLeft === 0 ? "No recovery code is left" : `${recoveryCodesLeft} recovery codes are left`}
            {recoveryCodesLeft < FEW ? ": get new ones before you need them." : "."}
          </p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button onClick={() => setDoing("renew")}>New recovery codes…</Button>
            <Button unavailable={mustKeep} onClick={() => setDoing("remove")}>
              Remove…
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="max-w-measure text-body text-ink-2">
            Off. With one, a password that somebody has learnt is not enough to come in: a code of an app on your phone
            is asked for, too.
          </p>
          <Button className="mt-3" onClick={() => setDoing("add")}>
            Set up…
          </Button>
        </>
      )}
      {doing === "add" ? (
        <Dialog open onClose={close} title="Set up a second factor">
          <Enrolment onDone={close} />
        </Dialog>
      ) : null}
      {doing === "remove" || doing === "renew" ? <CodeDialog purpose={doing} onClose={close} /> : null}
    </section>
  );
}
