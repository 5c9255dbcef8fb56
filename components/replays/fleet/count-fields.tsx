"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { useFormat } from "@/components/ui/use-format.ts";

/** Reads `1,284`, `1 284` and `1.284` as they are shown. */
function countOf(text: string): number | null {
  const digits = text.replace(/[\s.,’'\u00a0\u202f]/g, "");
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

/** The count as somebody types it, and why it is done. */
export function useCountFields(deliveries: number) {
  const [count, setCount] = useState("");
  const [reason, setReason] = useState("");
  const [isChecked, setChecked] = useState(false);
  const isCounted = countOf(count) === deliveries;
  const hasReason = reason.trim().length >= 3;
  return {
    count,
    setCount,
    reason,
    setReason,
    errors: {
      count: isChecked && !isCounted ? `Type how many it is: ${deliveries}.` : null,
      reason: isChecked && !hasReason ? "Say why, in a few words." : null,
    },
    /** Null while something is missing; the fields then say what. */
    check: () => {
      setChecked(true);
      return isCounted && hasReason ? { count: deliveries, reason: reason.trim() } : null;
    },
  };
}

type CountFieldsProps = { fields: ReturnType<typeof useCountFields>; deliveries: number; customers: number };

export function CountFields({ fields, deliveries, customers }: CountFieldsProps) {
  const format = useFormat();
  const { count, setCount, reason, setReason, errors } = fields;
  const whose = customers > 1 ? ` of ${format.count(customers)} customers` : "";
  return (
    <div className="grid gap-x-12 gap-y-4 md:grid-cols-2">
      <Field
        label={`To confirm, type how many: ${format.count(deliveries)}`}
        hint={`Requests to servers${whose} cannot be taken back.`}
        error={errors.count}
      >
        <Input
          value={count}
          inputMode="numeric"
          autoComplete="off"
          className="max-w-40"
          onChange={({ target }) => setCount(target.value)}
        />
      </Field>
      <Field label="Reason" hint="For the audit log." error={errors.reason}>
        <Input
          value={reason}
          maxLength={500}
          placeholder="Outage of our signing service"
          onChange={({ target }) => setReason(target.value)}
        />
      </Field>
    </div>
  );
}
