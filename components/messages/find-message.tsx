"use client";

import { useRouter } from "next/navigation";
import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { messagePath } from "@/components/messages/paths.ts";
import { useAccess } from "@/components/portal/access.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Code } from "@/components/ui/code.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";

type FindMessageProps = {
  /** What was looked for in vain. */
  missing?: string;
};

/** Leads to a message by its id, or by the sender's own id of the event. */
export function FindMessage({ missing }: FindMessageProps) {
  const t = useTranslations("messages.find");
  const { applicationId, surface } = useAccess();
  const router = useRouter();
  const [text, setText] = useState(missing ?? "");
  const [isEmpty, setEmpty] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    const id = text.trim();
    setEmpty(id === "");
    if (id !== "") router.push(messagePath(applicationId, id, surface));
  }

  return (
    <div className="grid gap-4">
      {missing === undefined ? null : (
        <p role="status" className="text-body text-ink-2">
          {t.rich("missing", { id: missing, code: (chunks: ReactNode) => <Code>{chunks}</Code> })}
        </p>
      )}
      <Form onSubmit={submit} className="max-w-measure">
        <Field label={t("label")} hint={t("hint")} error={isEmpty ? t("empty") : null}>
          <div className="flex flex-wrap gap-2">
            <Input
              machine
              value={text}
              autoComplete="off"
              maxLength={256}
              onChange={(event) => setText(event.target.value)}
              className="min-w-60 flex-1"
            />
            <Button type="submit" variant="primary">
              {t("submit")}
            </Button>
          </div>
        </Field>
      </Form>
    </div>
  );
}
