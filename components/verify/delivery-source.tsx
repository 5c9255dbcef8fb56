"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { portalDeliveryPath } from "@/components/deliveries/paths.ts";
import { PayloadGone } from "@/components/kept/gone-words.tsx";
import { useAccess } from "@/components/portal/access.tsx";
import { Button } from "@/components/ui/button.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import { findDelivery, type SentRequest } from "@/components/verify/queries.ts";

const ID = /^(dlv|msg)_[A-Za-z0-9]{27}$/;

/** Asks for the delivery whose bytes are to be compared with. */
export function DeliveryField({ onFound }: { onFound: (deliveryId: string) => void }) {
  const t = useTranslations("verify");
  const access = useAccess();
  const [id, setId] = useState("");
  const [wrong, setWrong] = useState(false);
  const find = useMutation({
    mutationFn: () => findDelivery(access, id.trim()),
    onSuccess: (found) => (found ? onFound(found) : setWrong(true)),
  });

  function use(event: FormEvent) {
    event.preventDefault();
    const isId = ID.test(id.trim());
    setWrong(!isId);
    if (isId) find.mutate();
  }

  return (
    <Form onSubmit={use}>
      <Field
        label={t("checker.delivery")}
        hint={t("checker.deliveryHint")}
        error={wrong ? t("checker.deliveryWrong") : (find.error?.message ?? null)}
        optional
      >
        <span className="flex gap-2">
          <Input
            machine
            autoComplete="off"
            placeholder="dlv_…"
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
          <Button type="submit" pending={find.isPending}>
            {t("checker.use")}
          </Button>
        </span>
      </Field>
    </Form>
  );
}

type FilledInProps = { sent: SentRequest; isLast: boolean; onForget: () => void };

/** Whose bytes stand in the form. */
export function FilledIn({ sent, isLast, onForget }: FilledInProps) {
  const t = useTranslations("verify");
  const { applicationId } = useAccess();
  const parts = {
    delivery: () => (
      <TextLink href={portalDeliveryPath({ id: sent.deliveryId, applicationId })} className="text-mono break-all">
        {sent.deliveryId}
      </TextLink>
    ),
    time: () => <Time at={sent.startedAt} show="moment" plain />,
  };
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-dense text-ink-2">
      <span className="max-w-measure">
        {isLast ? t.rich("checker.filledInLast", parts) : t.rich("checker.filledIn", parts)}
        {sent.isRedacted ? ` ${t("checker.redactedBody")}` : sent.body === null ? ` ${t("checker.noBody")}` : null}
        {sent.bodyGone ? (
          <>
            {" "}
            <PayloadGone gone={sent.bodyGone} />
          </>
        ) : null}
      </span>
      <Button size="small" onClick={onForget}>
        {t("checker.stopUsing")}
      </Button>
    </p>
  );
}
