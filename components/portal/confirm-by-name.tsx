"use client";

import { type FormEvent, useId, useState } from "react";
import { ConfirmDialog, type ConfirmDialogProps } from "@/components/portal/confirm-dialog.tsx";
import { Field } from "@/components/ui/field.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Input } from "@/components/ui/input.tsx";

type ConfirmByNameProps = ConfirmDialogProps & {
  name: string;
  /** What the field asks for. */
  label: string;
  /** Said of anything else. */
  wrong: string;
};

/** What stops a lot or cannot be undone: the name is typed before. */
export function ConfirmByName({ name, label, wrong, onConfirm, children, ...props }: ConfirmByNameProps) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const [isWrong, setWrong] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (props.write?.isPending) return;
    const matches = typed.trim() === name;
    setWrong(!matches);
    if (matches) onConfirm();
  }

  return (
    <ConfirmDialog {...props} form={id} onConfirm={onConfirm}>
      {children}
      <Form id={id} onSubmit={submit} className="text-ink">
        <Field label={label} error={isWrong ? wrong : null}>
          <Input
            machine
            autoComplete="off"
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value);
              setWrong(false);
            }}
          />
        </Field>
      </Form>
    </ConfirmDialog>
  );
}
