"use client";

import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import { useForbidden } from "@/components/console/staff.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import type { DeliveryExportIn } from "@/lib/contract/delivery-export.ts";
import { EXPORT_PAYLOADS, type ExportPayloads } from "@/lib/contract/export-limits.ts";
import { PAYLOAD_ROLE } from "@/lib/contract/roles.ts";

type ExportFormProps = {
  /** What is in the file. */
  children: ReactNode;
  first?: ExportPayloads;
  /** Why this person may not start one. */
  mayNot?: string | undefined;
  start: { isPending: boolean; error: Error | null; mutate: (body: DeliveryExportIn) => void };
};

/** Asks how payloads are to be in a file, why if they are taken as they are, and starts its export. */
export function ExportForm({ children, first = "none", mayNot, start }: ExportFormProps) {
  const forbidden = useForbidden(PAYLOAD_ROLE);
  const [payloads, setPayloads] = useState<ExportPayloads>(first);
  const [reason, setReason] = useState("");
  const [isMissing, setMissing] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const isFull = payloads === "full";
    setMissing(isFull && reason.trim().length < 3);
    if (isFull && reason.trim().length < 3) return;
    start.mutate({ payloads, ...(isFull ? { reason } : {}) });
  }

  return (
    <Form onSubmit={submit} className="grid gap-4">
      {children}
      <RadioGroup
        legend="Payloads"
        name="payloads"
        value={payloads}
        onChange={(value) => setPayloads(EXPORT_PAYLOADS.find((one) => one === value) ?? "none")}
        options={[
          { value: "none", label: "None" },
          { value: "masked", label: "Masked", description: "Names of fields; every value as •••." },
          {
            value: "full",
            label: "As they were sent (recorded)",
            description: forbidden ?? "Whatever customers’ data is in them is then in the file.",
            disabled: forbidden !== undefined,
          },
        ]}
      />
      {payloads === "full" ? (
        <Field label="Reason" error={isMissing ? "Say why, in three letters or more." : null}>
          <Input value={reason} maxLength={500} onChange={({ target }) => setReason(target.value)} />
        </Field>
      ) : null}
      <MutationError error={start.error} title="The export was not started." />
      <div>
        <Button type="submit" variant="primary" pending={start.isPending} unavailable={mayNot}>
          Start the export
        </Button>
      </div>
    </Form>
  );
}
