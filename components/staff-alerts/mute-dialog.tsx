"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { StaffMuteIn, StaffRuleOut } from "@/lib/contract/staff-alert.ts";
import { RULE_TERMS } from "@/lib/contract/staff-alert-rules.ts";

const SPANS = [
  { value: "60", label: "1 hour" },
  { value: "240", label: "4 hours" },
  { value: "1440", label: "1 day" },
  { value: "10080", label: "7 days" },
  { value: "43200", label: "30 days" },
];

/** Tells nobody of a rule for a while. */
export function MuteDialog({ rule, onClose }: { rule: StaffRuleOut; onClose: () => void }) {
  const client = useQueryClient();
  const [isMissing, setMissing] = useState(false);
  const mute = useMutation({
    mutationFn: (body: StaffMuteIn) =>
      callAsStaff("POST /staff-alert/rule/{rule}/mute", { params: { rule: rule.rule }, body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: staffAlertKeys.all });
      onClose();
    },
  });

  function onSubmit({ text, given }: Submitted) {
    const reason = text("reason");
    setMissing(reason === "");
    if (reason !== "") mute.mutate({ minutes: Number(given.get("minutes")), reason });
  }

  return (
    <FormDialog
      title={`Mute ${RULE_TERMS[rule.rule].title.toLowerCase()}`}
      submit="Mute"
      pending={mute.isPending}
      failed="It was not muted."
      refused={mute.error?.message}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <p className="text-ink-2">
        No channel is told, not even when it gets worse. This page still shows it. If it still fires afterwards,
        everybody is told then.
      </p>
      <Field label="For">
        <Select name="minutes" options={SPANS} defaultValue="240" className="max-w-48" />
      </Field>
      <Field
        label="Why"
        hint="Your colleagues read it, beside your name."
        error={isMissing ? "Say why, in a few words." : null}
      >
        <Input name="reason" data-autofocus maxLength={200} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}
