"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import { Checkbox } from "@/components/ui/checkbox.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import type { StaffRuleOut, StaffRulePatch } from "@/lib/contract/staff-alert.ts";
import { type AlertLevel, RULE_TERMS } from "@/lib/contract/staff-alert-rules.ts";

const LABELS = {
  warning: "The warning",
  critical: "The critical threshold",
  minimumTries: "The fewest tries",
  repeatMinutes: "The interval",
};
const UNITS = { percent: "percent", seconds: "seconds", count: "" } as const;
const INTERVALS = [
  { value: "30", label: "Every 30 minutes" },
  { value: "60", label: "Every hour" },
  { value: "240", label: "Every 4 hours" },
  { value: "720", label: "Every 12 hours" },
  { value: "1440", label: "Every day" },
];

/** The thresholds of a rule. */
export function RuleDialog({ rule, onClose }: { rule: StaffRuleOut; onClose: () => void }) {
  const client = useQueryClient();
  const { title, bad, unit, windowMinutes } = RULE_TERMS[rule.rule];
  const [mistakes, setMistakes] = useState<Partial<Record<keyof typeof LABELS, string>>>({});
  const save = useMutation({
    mutationFn: (body: StaffRulePatch) =>
      callAsStaff("PATCH /staff-alert/rule/{rule}", { params: { rule: rule.rule }, body }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: staffAlertKeys.all });
      onClose();
    },
  });
  const { fields, form } = formErrors(save.error, LABELS);

  function onSubmit({ text, given }: Submitted) {
    const wrong: typeof mistakes = {};
    const read = (name: keyof typeof LABELS): number | null => {
      const value = text(name);
      if (value !== "" && !Number.isFinite(Number(value))) wrong[name] = "Enter a number, such as 2.5.";
      return value === "" ? null : Number(value);
    };
    const thresholds = { warning: read("warning"), critical: read("critical") };
    const minimumTries = rule.minimumTries === null ? null : read("minimumTries");
    if (rule.minimumTries !== null && minimumTries === null) wrong.minimumTries = "Enter a number of 1 or more.";
    setMistakes(wrong);
    if (Object.keys(wrong).length > 0) return;
    save.mutate({
      ...thresholds,
      enabled: given.get("enabled") === "on",
      repeatMinutes: Number(given.get("repeatMinutes")),
      ...(minimumTries === null ? {} : { minimumTries }),
    });
  }

  const intervals = INTERVALS.some(({ value }) => value === String(rule.repeatMinutes))
    ? INTERVALS
    : [{ value: String(rule.repeatMinutes), label: `Every ${rule.repeatMinutes} minutes` }, ...INTERVALS];
  const threshold = (level: AlertLevel, label: string) => (
    <Field
      label={label}
      hint={windowMinutes ? `Over ${windowMinutes[level]} minutes.` : undefined}
      error={mistakes[level] ?? fields[level]}
    >
      <Input
        name={level}
        inputMode="decimal"
        autoComplete="off"
        defaultValue={rule[level] ?? ""}
        data-autofocus={level === "warning" ? "" : undefined}
      />
    </Field>
  );
  const says = `${bad === "below" ? "below" : "above"}${UNITS[unit] ? `, in ${UNITS[unit]}` : ""}`;

  return (
    <FormDialog
      title={title}
      submit="Save"
      pending={save.isPending}
      failed="The rule was not saved."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <Checkbox name="enabled" defaultChecked={rule.enabled} label="Tell of this" />
      <p className="text-meta text-ink-3">An empty threshold means that there is no such level.</p>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        {threshold("warning", `Warning ${says}`)}
        {threshold("critical", `Critical ${says}`)}
      </div>
      {rule.minimumTries === null ? null : (
        <Field
          label="Judged from so many tries on"
          hint="In a window with fewer nothing is judged: one failure of two at night wakes nobody."
          error={mistakes.minimumTries ?? fields.minimumTries}
        >
          <Input name="minimumTries" inputMode="numeric" autoComplete="off" defaultValue={rule.minimumTries} />
        </Field>
      )}
      <Field label="While it lasts, tell again" error={fields.repeatMinutes}>
        <Select name="repeatMinutes" options={intervals} defaultValue={String(rule.repeatMinutes)} />
      </Field>
    </FormDialog>
  );
}
