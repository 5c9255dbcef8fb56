"use client";

import type { FormEvent, ReactNode } from "react";
import { useState } from "react";
import { RuleFields } from "@/components/privacy/rule-fields.tsx";
import { draftOf, readRules } from "@/components/privacy/rules-draft.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Form } from "@/components/ui/form.tsx";
import type { RedactionRule } from "@/lib/contract/installation-settings.ts";

type RulesFormProps = {
  rules: readonly RedactionRule[];
  label: string;
  /** Why this person may not change them. */
  mayNot: string | undefined;
  save: { isPending: boolean; error: Error | null; mutate: (rules: RedactionRule[]) => void };
  /** Beside the button. */
  children?: ReactNode;
};

/** The paths of the installation, or of one application. */
export function RulesForm({ rules, label, mayNot, save, children }: RulesFormProps) {
  const [draft, setDraft] = useState(() => draftOf(rules));
  const [wrong, setWrong] = useState<ReadonlyMap<number, string>>();
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    const read = readRules(draft);
    setWrong("wrong" in read ? read.wrong : undefined);
    if ("rules" in read) save.mutate(read.rules);
  }
  return (
    <Form aria-label={label} onSubmit={onSubmit} className="grid max-w-container-lg gap-4">
      {save.error ? <ErrorPanel title="The paths were not saved.">{save.error.message}</ErrorPanel> : null}
      <RuleFields draft={draft} wrong={wrong} onChange={setDraft} />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="submit" variant="primary" pending={save.isPending} unavailable={mayNot}>
          Save paths
        </Button>
        {children}
      </div>
    </Form>
  );
}
