"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { inboxKeys } from "@/components/inboxes/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { MutationError } from "@/components/portal/mutation-error.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { Select } from "@/components/ui/select.tsx";
import { Textarea } from "@/components/ui/textarea.tsx";
import { useFormat } from "@/components/ui/use-format.ts";
import type { InboxOut, InboxReply as Reply } from "@/lib/contract/inbox.ts";
import { MAX_REPLY_BODY, MAX_REPLY_DELAY_MS } from "@/lib/contract/inbox-limits.ts";

const CONTENT_TYPES: Reply["contentType"][] = ["application/json", "text/plain"];

type Draft = { status: string; delay: string; contentType: string; body: string };
type Mistakes = Partial<Record<"status" | "delay" | "body", string>>;

/** How the inbox answers, to see what an endpoint does with refusals and silence. */
export function InboxReply({ inbox }: { inbox: InboxOut }) {
  const t = useTranslations("inboxes.reply");
  const format = useFormat();
  const { applicationId, call } = useAccess();
  const client = useQueryClient();
  const [draft, setDraft] = useState<Draft>(() => draftOf(inbox.reply));
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const save = useMutation({
    mutationFn: (reply: Reply | null) =>
      call("PATCH /app/{app_id}/inbox/{inbox_id}", {
        params: { app_id: applicationId, inbox_id: inbox.id },
        body: { reply },
      }),
    onSuccess: (changed) => {
      setDraft(draftOf(changed.reply));
      client.setQueryData(inboxKeys.one(applicationId, inbox.id), changed);
      return client.invalidateQueries({ queryKey: inboxKeys.list(applicationId) });
    },
  });

  function change(part: Partial<Draft>) {
    setDraft({ ...draft, ...part });
    setMistakes({});
    save.reset();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const [status, delayMs] = [Number(draft.status), Math.round(Number(draft.delay.replace(",", ".")) * 1000)];
    const found: Mistakes = {
      ...(Number.isInteger(status) && status >= 200 && status <= 599 ? {} : { status: t("statusWrong") }),
      ...(draft.delay.trim() !== "" && delayMs >= 0 && delayMs <= MAX_REPLY_DELAY_MS ? {} : { delay: t("delayWrong") }),
      ...(draft.body.length <= MAX_REPLY_BODY ? {} : { body: t("bodyWrong") }),
    };
    setMistakes(found);
    if (Object.keys(found).length > 0) return;
    const contentType = CONTENT_TYPES.find((one) => one === draft.contentType) ?? "application/json";
    save.mutate({ status, delayMs, contentType, body: draft.body });
  }

  const status = String(inbox.reply.status);
  const { delayMs } = inbox.reply;
  return (
    <Form onSubmit={submit} className="grid gap-4">
      <p className="text-dense text-ink-2">
        {delayMs === 0 ? t("atOnce", { status }) : t("later", { status, delay: format.ms(delayMs) })} {t("about")}
      </p>
      <div className="grid grid-cols-2 gap-4">
        <Field label={t("status")} hint={t("statusHint")} error={mistakes.status}>
          <Input
            machine
            inputMode="numeric"
            value={draft.status}
            onChange={(event) => change({ status: event.target.value })}
          />
        </Field>
        <Field label={t("delay")} hint={t("delayHint")} error={mistakes.delay}>
          <Input
            machine
            inputMode="decimal"
            value={draft.delay}
            onChange={(event) => change({ delay: event.target.value })}
          />
        </Field>
      </div>
      <Field label={t("contentType")}>
        <Select
          options={CONTENT_TYPES.map((value) => ({ value, label: value }))}
          value={draft.contentType}
          onChange={(event) => change({ contentType: event.target.value })}
        />
      </Field>
      <Field label={t("body")} error={mistakes.body}>
        <Textarea machine rows={3} value={draft.body} onChange={(event) => change({ body: event.target.value })} />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" pending={save.isPending}>
          {t("save")}
        </Button>
        <Button onClick={() => !save.isPending && save.mutate(null)}>{t("usual")}</Button>
        <span role="status" className="text-dense text-ok-ink">
          {save.isSuccess ? t("saved") : ""}
        </span>
      </div>
      <MutationError error={save.error} title={t("failed")} />
    </Form>
  );
}

function draftOf({ status, delayMs, contentType, body }: Reply): Draft {
  return { status: String(status), delay: String(delayMs / 1000), contentType, body };
}
