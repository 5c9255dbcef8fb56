"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { FormDialog, type Submitted } from "@/components/portal/form-dialog.tsx";
import { KIND_NAMES } from "@/components/staff-alerts/channel-row.tsx";
import { staffAlertKeys } from "@/components/staff-alerts/queries.ts";
import { useClock } from "@/components/ui/clock.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import { RadioGroup } from "@/components/ui/radio-group.tsx";
import type { StaffChannelOut } from "@/lib/contract/staff-alert.ts";
import { type AlertLevel, CHANNEL_KINDS, type ChannelKind } from "@/lib/contract/staff-alert-rules.ts";

const LABELS = {
  name: "The name",
  email: "The address",
  url: "The URL",
  timeZone: "The time zone",
  leastLevel: "The level",
};
type Mistakes = Partial<Record<keyof typeof LABELS, string>>;

const URL_HINTS: Record<Exclude<ChannelKind, "email">, string> = {
  slack: "An incoming webhook of Slack: https://hooks.slack.com/services/…",
  discord: "A webhook of a Discord channel: https://discord.com/api/webhooks/…",
  webhook: "Gets JSON, signed as our webhooks are (Standard Webhooks).",
};

type ChannelDialogProps = {
  emailAvailable: boolean;
  /** The one to change; null adds one. */
  channel: StaffChannelOut | null;
  onClose: () => void;
};

interface Draft {
  name: string;
  target: string;
  leastLevel: AlertLevel;
  timeZone: string;
}

/** Adds a channel, or changes what one gets. Where it leads cannot be changed: that would be another channel. */
export function ChannelDialog({ emailAvailable, channel, onClose }: ChannelDialogProps) {
  const client = useQueryClient();
  const { zone } = useClock();
  const kinds = CHANNEL_KINDS.filter((kind) => kind !== "email" || emailAvailable);
  const [kind, setKind] = useState<ChannelKind>(emailAvailable ? "email" : "slack");
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const save = useMutation<unknown, Error, Draft>({
    mutationFn: ({ target, ...body }) => {
      if (channel) {
        return callAsStaff("PATCH /staff-alert/channel/{channel_id}", { params: { channel_id: channel.id }, body });
      }
      const where = kind === "email" ? { email: target } : { url: target };
      return callAsStaff("POST /staff-alert/channel", { body: { ...body, kind, ...where } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: staffAlertKeys.all });
      onClose();
    },
  });
  const { fields, form } = formErrors(save.error, LABELS);
  const isEmail = kind === "email";

  function onSubmit({ text }: Submitted) {
    const draft: Draft = {
      name: text("name"),
      target: text("target"),
      leastLevel: text("leastLevel") === "critical" ? "critical" : "warning",
      timeZone: text("timeZone"),
    };
    const wrong: Mistakes = {
      ...(draft.name === "" ? { name: "Give it a name that your colleagues know." } : {}),
      ...(!channel && draft.target === "" && isEmail ? { email: "Enter an e-mail address." } : {}),
      ...(!channel && draft.target === "" && !isEmail ? { url: "Enter the URL." } : {}),
    };
    setMistakes(wrong);
    if (Object.keys(wrong).length === 0) save.mutate(draft);
  }

  return (
    <FormDialog
      title={channel ? `Change ${channel.name}` : "Add a channel"}
      submit={channel ? "Save" : "Add channel"}
      pending={save.isPending}
      failed="The channel was not saved."
      refused={form}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      {channel ? null : (
        <div>
          <RadioGroup
            legend="Kind"
            name="kind"
            inline
            value={kind}
            onChange={(value) => setKind(kinds.find((one) => one === value) ?? kind)}
            options={kinds.map((value) => ({ value, label: KIND_NAMES[value] }))}
          />
          {emailAvailable ? null : (
            <p className="mt-1.5 text-meta text-ink-3">
              For e-mail, set SMTP_URL and ALERTS_FROM and restart Posthorn.
            </p>
          )}
        </div>
      )}
      <Field label="Name" hint="Such as “On call”." error={mistakes.name ?? fields.name}>
        <Input name="name" data-autofocus maxLength={80} autoComplete="off" defaultValue={channel?.name} />
      </Field>
      {channel ? null : isEmail ? (
        <Field key="email" label="E-mail address" error={mistakes.email ?? fields.email}>
          <Input name="target" type="email" machine autoComplete="email" maxLength={254} />
        </Field>
      ) : (
        <Field key={kind} label="URL" hint={URL_HINTS[kind]} error={mistakes.url ?? fields.url}>
          <Input name="target" type="url" machine autoComplete="off" maxLength={2048} placeholder="https://" />
        </Field>
      )}
      <RadioGroup
        legend="Is told of"
        name="leastLevel"
        defaultValue={channel?.leastLevel ?? "warning"}
        options={[
          { value: "warning", label: "Warnings and what is critical" },
          { value: "critical", label: "Only what is critical" },
        ]}
      />
      <Field label="Time zone" hint="Of the times in what it is sent." error={fields.timeZone}>
        <Input name="timeZone" machine autoComplete="off" defaultValue={channel?.timeZone ?? zone} />
      </Field>
    </FormDialog>
  );
}
