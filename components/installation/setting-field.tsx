import type { ReactNode } from "react";
import { UnitInput } from "@/components/delivery-options/unit-input.tsx";
import type { SettingsForm } from "@/components/installation/use-settings-form.ts";
import { Field } from "@/components/ui/field.tsx";
import { Input } from "@/components/ui/input.tsx";
import type { SettingName, SettingsOut } from "@/lib/contract/installation-settings.ts";

const FROM = { environment: "set by the environment", console: "changed here", default: "not set: the default" };

/** Where a setting comes from, and which variable would set it. */
export function Origin({ from, variable }: { from: keyof typeof FROM; variable: string }) {
  return (
    <>
      <span className="text-mono">{variable}</span>, {FROM[from]}
    </>
  );
}

type SettingFieldProps<Name extends SettingName> = {
  form: SettingsForm<Name>;
  out: SettingsOut;
  name: Name;
  label: string;
  hint: ReactNode;
  /** After a number; without one the field is a line of text. */
  unit?: string;
  /** What an empty field means. */
  placeholder?: string;
};

/** A setting in its field; read only where the environment sets it. */
export function SettingField<Name extends SettingName>({
  form,
  out,
  name,
  label,
  hint,
  unit,
  placeholder,
}: SettingFieldProps<Name>) {
  const shared = { value: form.textOf(name), readOnly: form.isFixed(name), placeholder };
  return (
    <Field
      label={label}
      layout="hanging"
      error={form.errorOf(name)}
      hint={
        <>
          {hint}{" "}
          <span className="block">
            <Origin {...out.settings[name]} />
          </span>
        </>
      }
    >
      {unit === undefined ? (
        <Input machine autoComplete="off" {...shared} onChange={(event) => form.change(name, event.target.value)} />
      ) : (
        <UnitInput
          {...shared}
          unit={unit}
          className={placeholder ? "max-w-52" : undefined}
          onChange={(text) => form.change(name, text)}
        />
      )}
    </Field>
  );
}
