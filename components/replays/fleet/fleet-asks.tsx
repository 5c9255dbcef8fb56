"use client";

import type { FormEvent } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { CountFields, useCountFields } from "@/components/replays/fleet/count-fields.tsx";
import { useFleetActions } from "@/components/replays/fleet/use-fleet-actions.ts";
import { doneOf } from "@/components/replays/task-facts.ts";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { CopyButton } from "@/components/ui/copy-button.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Time } from "@/components/ui/time.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";
import { GUARDS } from "@/lib/contract/replay-guards.ts";

/** What it is paused for until somebody decides. */
export function FleetAsks({ task }: { task: FleetReplayOut }) {
  switch (task.asks) {
    case "confirmation":
      return <Confirmation task={task} />;
    case "approval":
      return <Approval task={task} />;
    case "failing":
      return <Failing task={task} />;
    case null:
      return null;
  }
}

function Confirmation({ task }: { task: FleetReplayOut }) {
  const format = useFormat();
  const act = useFleetActions(task.id);
  const forbidden = useForbidden(task.needs.role);
  const { total } = task.progress;
  const fields = useCountFields(total);
  function submit(event: FormEvent) {
    event.preventDefault();
    const said = act.isPending ? null : fields.check();
    if (said) act.mutate({ verb: "confirm", ...said });
  }
  return (
    <Form aria-labelledby="asks" onSubmit={submit} className="grid gap-4 border-line border-y py-4">
      <h2 id="asks" className="text-lead">
        It is {format.count(total)} deliveries. Is that what you meant?
      </h2>
      <CountFields fields={fields} deliveries={total} customers={task.customerCount} />
      <MutationError error={act.error} title="The replay was not started." />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" pending={act.isPending} unavailable={forbidden}>
          Replay {format.count(total)}
        </Button>
        {forbidden ? <p className="text-dense text-ink-2">{forbidden}</p> : null}
      </div>
    </Form>
  );
}

function Approval({ task }: { task: FleetReplayOut }) {
  const format = useFormat();
  const act = useFleetActions(task.id);
  const { approvalUntil, mayApprove, requestedBy, reason } = task;
  const pending = act.isPending ? act.variables.verb : null;
  return (
    <section aria-labelledby="asks" className="grid gap-3 border-line border-y py-4">
      <h2 id="asks" className="text-lead">
        {format.count(task.progress.total)} deliveries wait for a second person
      </h2>
      <p className="max-w-measure text-body text-ink-2">
        {requestedBy} asks to send them{reason ? `: “${reason}”` : ""}. More than {format.count(GUARDS.approveAbove)}{" "}
        are never sent by one person alone.
        {approvalUntil ? (
          <>
            {" "}
            Without an answer it ends <Time at={approvalUntil} show="moment" precision="minute" />.
          </>
        ) : null}
      </p>
      {mayApprove ? (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" pending={pending === "approve"} onClick={() => act.mutate({ verb: "approve" })}>
            Approve and start
          </Button>
          <Button variant="danger" pending={pending === "refuse"} onClick={() => act.mutate({ verb: "refuse" })}>
            Refuse
          </Button>
        </div>
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p className="text-dense text-ink-2">Another engineer or admin can approve on this page.</p>
          <CopyButton
            value={() => window.location.href}
            label="Copy the link for them"
            button={{ size: "small", text: "Copy the link for them" }}
          />
        </div>
      )}
      <MutationError error={act.error} title="That was not recorded." />
    </section>
  );
}

function Failing({ task }: { task: FleetReplayOut }) {
  const format = useFormat();
  const act = useFleetActions(task.id);
  const forbidden = useForbidden("support");
  return (
    <div className="grid gap-2">
      <Banner
        state="failed"
        urgent
        action={
          <Button pending={act.isPending} unavailable={forbidden} onClick={() => act.mutate({ verb: "resume" })}>
            Go on all the same
          </Button>
        }
      >
        {format.count(task.progress.failed)} of the first {format.count(doneOf(task))} failed again, so it has stopped.
        The causes are below. Go on, or cancel the rest and come back when the servers answer.
      </Banner>
      <MutationError error={act.error} title="The replay was not changed." />
    </div>
  );
}
