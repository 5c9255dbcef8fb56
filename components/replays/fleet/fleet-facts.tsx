"use client";

import { useState } from "react";
import { useApplicationNames } from "@/components/applications/use-application-names.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { ConfirmDialog } from "@/components/portal/confirm-dialog.tsx";
import { RateField } from "@/components/replays/fleet/fleet-start.tsx";
import { explorerPath, filterOf } from "@/components/replays/fleet/scope-of-fleet.ts";
import { useFleetActions } from "@/components/replays/fleet/use-fleet-actions.ts";
import { isOver } from "@/components/replays/queries.ts";
import { sentOf } from "@/components/replays/task-facts.ts";
import { Button } from "@/components/ui/button.tsx";
import { KeyValue, KeyValueList } from "@/components/ui/key-value.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { FleetReplayOut } from "@/lib/contract/fleet-replay.ts";

const WHATS: Record<string, string> = {
  failed: "What failed",
  missing: "What was never sent",
  undelivered: "What failed, or was not sent while its endpoint was off",
  again: "What failed again in another replay",
  filter: "Everything that the filter finds",
};
const FIELDS = {
  app: "Customers",
  type: "Event types",
  endpoint: "Endpoints",
  code: "Codes",
  cause: "Causes",
  status: "States",
};
const FIRST_YEAR_MS = Date.UTC(2000, 0, 1);

/** What it was asked to do, by whom, and why. */
export function FleetFacts({ task }: { task: FleetReplayOut }) {
  const { scope } = task;
  const names = useNames(task);
  const since = String(scope.since);
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" className="mb-2 text-lead">
        What it is about
      </h2>
      <KeyValueList>
        <KeyValue
          label="Scope"
          actions={sentOf(task) > 0 ? <TextLink href={explorerPath(task)}>Deliveries</TextLink> : null}
        >
          {WHATS[String(scope.what)] ?? WHATS.filter}
          {Date.parse(since) < FIRST_YEAR_MS ? null : (
            <>
              , made since <Time at={since} show="moment" precision="minute" />
            </>
          )}
          {typeof scope.until === "string" ? (
            <>
              , until <Time at={scope.until} show="moment" precision="second" />
            </>
          ) : null}
        </KeyValue>
        {Object.entries(filterOf(task)).map(([field, values]) =>
          values.length === 0 ? null : (
            <KeyValue key={field} label={FIELDS[field as keyof typeof FIELDS]}>
              <Values values={values} names={names} />
            </KeyValue>
          ),
        )}
        <Rate task={task} />
        <KeyValue label="Reason">{task.reason ?? "None was asked for"}</KeyValue>
        <KeyValue label="Started">
          <Time at={task.createdAt} show="moment" precision="second" /> by {task.requestedBy}
        </KeyValue>
        {task.confirmedBy ? <KeyValue label="Count typed by">{task.confirmedBy}</KeyValue> : null}
        {task.approvedBy ? <KeyValue label="Approved by">{task.approvedBy}</KeyValue> : null}
        {task.finishedAt ? (
          <KeyValue label="Ended">
            <Time at={task.finishedAt} show="moment" precision="second" />
          </KeyValue>
        ) : null}
      </KeyValueList>
    </section>
  );
}

function Values({ values, names }: { values: string[]; names: ReadonlyMap<string, string> }) {
  const nameOf = (value: string) => names.get(value) ?? value;
  return values.map((value) => (value.startsWith("!") ? `not ${nameOf(value.slice(1))}` : nameOf(value))).join(", ");
}

/** Names of the customers that it names, also of those that it leaves out. */
function useNames(task: FleetReplayOut): ReadonlyMap<string, string> {
  const known = new Map(task.customers.map(({ applicationId, name }) => [applicationId, name]));
  const ids = filterOf(task).app.map((id) => id.replace("!", ""));
  const others = useApplicationNames(ids.filter((id) => !known.has(id)));
  return new Map([...others, ...known]);
}

function Rate({ task }: { task: FleetReplayOut }) {
  const forbidden = useForbidden("support");
  const [open, setOpen] = useState(false);
  return (
    <KeyValue
      label="Speed"
      actions={
        isOver(task) || forbidden ? null : (
          <Button size="small" variant="quiet" onClick={() => setOpen(true)}>
            Change…
          </Button>
        )
      }
    >
      {task.ratePerEndpoint} a second to each endpoint
      {open ? <RateDialog task={task} onClose={() => setOpen(false)} /> : null}
    </KeyValue>
  );
}

function RateDialog({ task, onClose }: { task: FleetReplayOut; onClose: () => void }) {
  const act = useFleetActions(task.id);
  const [rate, setRate] = useState(task.ratePerEndpoint);
  return (
    <ConfirmDialog
      title="Change the speed"
      confirm="Change the speed"
      variant="primary"
      write={act}
      failed="The speed was not changed."
      onConfirm={() => act.mutate({ verb: "rate", rate }, { onSuccess: onClose })}
      onClose={onClose}
    >
      <div className="grid gap-3 text-ink">
        <RateField rate={rate} onChange={setRate} />
      </div>
    </ConfirmDialog>
  );
}
