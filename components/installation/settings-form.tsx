import type { ReactNode } from "react";
import type { SettingsForm as SettingsState } from "@/components/installation/use-settings-form.ts";
import { Button } from "@/components/ui/button.tsx";
import { ErrorPanel } from "@/components/ui/error-panel.tsx";
import { Form } from "@/components/ui/form.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { SettingName, SettingsOut } from "@/lib/contract/installation-settings.ts";

type SettingsFormProps<Name extends SettingName> = {
  form: SettingsState<Name>;
  out: SettingsOut;
  /** What it is a form of. */
  label: string;
  children: ReactNode;
};

/** Fields of settings, what went wrong with them, and the buttons. */
export function SettingsForm<Name extends SettingName>({ form, out, label, children }: SettingsFormProps<Name>) {
  return (
    <Form aria-label={label} onSubmit={form.onSubmit} className="grid max-w-container-lg gap-5">
      {form.conflict ? (
        <ErrorPanel title="Somebody else was faster.">
          <p>{form.conflict} What you typed stays in the fields.</p>
          <Button size="small" className="mt-2" onClick={() => void form.reload()}>
            Load their settings
          </Button>
        </ErrorPanel>
      ) : null}
      {form.problem ? <ErrorPanel title="The settings were not saved.">{form.problem}</ErrorPanel> : null}
      {children}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="submit" variant="primary" pending={form.isSaving} unavailable={form.mayNot}>
          Save changes
        </Button>
        {form.isChanged ? <Button onClick={form.discard}>Discard</Button> : null}
        <span className="text-meta text-ink-3">
          {out.updatedAt ? (
            <>
              Last changed by {out.updatedBy}, <Time at={out.updatedAt} />
            </>
          ) : (
            "Nothing has been changed here yet."
          )}
        </span>
      </div>
    </Form>
  );
}
