"use client";

import { type FormEvent, useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { CountFields, useCountFields } from "@/components/replays/fleet/count-fields.tsx";
import { rateOf } from "@/components/replays/fleet/fleet-wish.ts";
import { FLEET_REPLAYS } from "@/components/replays/fleet/paths.ts";
import type { NewFleetReplay } from "@/components/replays/fleet/use-new-fleet-replay.ts";
import { START_IN_SECONDS } from "@/components/replays/use-new-replay.ts";
import { Button, ButtonLink } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { FleetReplayPreviewOut } from "@/lib/contract/fleet-replay.ts";
import { GUARDS } from "@/lib/contract/replay-guards.ts";

type Props = { replay: NewFleetReplay; counted: FleetReplayPreviewOut };

/** How fast, the guard rails that its size asks for, and the press that starts it. */
export function FleetStart({ replay, counted }: Props) {
  const format = useFormat();
  const { params, setParams, start, preview } = replay;
  const { needs, exact, deliveries } = counted;
  const forbidden = useForbidden(needs.role);
  // What could not be counted is confirmed once it is.
  const isTyped = needs.count && exact;
  const fields = useCountFields(deliveries);
  const isPending = start.isPending || start.isSuccess || preview.isPlaceholderData;

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isPending) return;
    if (!isTyped) return start.mutate(null);
    const said = fields.check();
    if (said) start.mutate({ confirmedCount: said.count, reason: said.reason });
  }

  return (
    <>
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-2">
        <RateField rate={rateOf(params)} onChange={(rate) => setParams({ rate })} />
        <Field label="Name" hint="To find it again, and for whoever looks at it later." optional>
          <Input
            value={params.name}
            maxLength={128}
            placeholder="After the outage of Tuesday"
            onChange={(event) => setParams({ name: event.target.value || null })}
          />
        </Field>
      </div>
      <Form onSubmit={submit} className="grid gap-4 border-line border-t pt-4">
        {isTyped ? <CountFields fields={fields} deliveries={deliveries} customers={counted.customers} /> : null}
        {needs.secondPerson ? (
          <p className="max-w-measure text-body text-ink-2">
            It is more than {format.count(GUARDS.approveAbove)}: nothing is sent until another engineer or admin
            approves. They have {GUARDS.approvalHours} hours for that.
          </p>
        ) : null}
        <MutationError error={start.error} title="The replay was not started." />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" pending={isPending} unavailable={forbidden}>
            {exact ? `Replay ${format.count(deliveries)}` : "Fix the scope and count it"}
          </Button>
          <ButtonLink href={FLEET_REPLAYS}>Back</ButtonLink>
          <p className="max-w-measure text-dense text-ink-2">
            {forbidden ??
              `What it sends is fixed by this press. The first goes ${START_IN_SECONDS} seconds later, the oldest first; each customer's activity shows it.`}
          </p>
        </div>
      </Form>
    </>
  );
}

export function RateField({ rate, onChange }: { rate: number; onChange: (rate: number) => void }) {
  const [text, setText] = useState(String(rate));
  const given = Number(text);
  const isWrong = !Number.isInteger(given) || given < 1 || given > GUARDS.mostRate;
  return (
    <Field
      label="Deliveries a second to each endpoint"
      hint="An endpoint's own limit, pause and breaker hold besides."
      error={isWrong ? `A whole number from 1 to ${GUARDS.mostRate}.` : null}
    >
      <Input
        value={text}
        inputMode="numeric"
        autoComplete="off"
        className="max-w-32"
        onChange={({ target }) => {
          setText(target.value);
          const next = Number(target.value);
          if (Number.isInteger(next) && next >= 1 && next <= GUARDS.mostRate) onChange(next);
        }}
      />
    </Field>
  );
}
