"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import { Button } from "@/components/ui/button.tsx";
import { Dialog } from "@/components/ui/dialog.tsx";
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
  const formId = useId();
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

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const reason = String(given.get("reason") ?? "").trim();
    setMissing(reason === "");
    if (reason !== "") mute.mutate({ minutes: Number(given.get("minutes")), reason });
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Mute ${RULE_TERMS[rule.rule].title.toLowerCase()}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant="primary" pending={mute.isPending}>
            Mute
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={onSubmit} className="grid gap-4 text-ink">
        <p className="text-ink-2">
          No channel is told, not even when it gets worse. This page still shows it. If it still fires afterwards,
          everybody is told then.
        </p>
        <MutationError error={mute.error} title="It was not muted." />
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
      </form>
    </Dialog>
  );
}
