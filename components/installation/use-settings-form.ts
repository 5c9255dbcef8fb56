import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { formErrors } from "@/components/console/form-errors.ts";
import { useForbidden } from "@/components/console/staff.tsx";
import { settingsQuery } from "@/components/installation/queries.ts";
import { showToast } from "@/components/ui/toast.tsx";
import { ApiError } from "@/lib/contract/client.ts";
import type { SettingName, SettingsOut, SettingsPatch } from "@/lib/contract/installation-settings.ts";

/** How a setting is written into its field, and read out of it. */
export interface SettingText {
  /** How a sentence about it begins: "The timeout". */
  called: string;
  write: (value: never) => string;
  /** Null: as by default. */
  read: (text: string) => { value: unknown } | { wrong: string };
}

/**
 * The draft of some settings. Only what was changed is saved, with the version that was seen: whoever comes second is told.
 */
export function useSettingsForm<Name extends SettingName>(out: SettingsOut, texts: Record<Name, SettingText>) {
  const client = useQueryClient();
  const mayNot = useForbidden("patchSettings");
  const [draft, setDraft] = useState<Partial<Record<Name, string>>>({});
  const [mistakes, setMistakes] = useState<Partial<Record<Name, string>>>({});
  const names = Object.keys(texts) as Name[];
  const stored = (name: Name) => texts[name].write(out.settings[name].value as never);
  const textOf = (name: Name): string => draft[name] ?? stored(name);
  const changed = names.filter((name) => draft[name] !== undefined && draft[name] !== stored(name));

  const save = useMutation({
    mutationFn: (body: SettingsPatch) => callAsStaff("PATCH /settings", { body }),
    onSuccess: (saved) => {
      client.setQueryData(settingsQuery.queryKey, saved);
      setDraft({});
      showToast({ text: "Saved. Web and workers follow within seconds." });
    },
  });
  const called = Object.fromEntries(names.map((name) => [name, texts[name].called])) as Record<Name, string>;
  const isConflict = save.error instanceof ApiError && save.error.code === "conflict";
  const { fields, form } = formErrors(isConflict ? null : save.error, called);

  return {
    mayNot,
    textOf,
    isFixed: (name: Name) => mayNot !== undefined || out.settings[name].from === "environment",
    change(name: Name, text: string) {
      setDraft((now) => ({ ...now, [name]: text }));
      setMistakes((now) => ({ ...now, [name]: undefined }));
    },
    errorOf: (name: Name) => mistakes[name] ?? fields[name] ?? null,
    problem: form,
    /** Somebody else has saved since: what they say about it. */
    conflict: isConflict ? save.error?.message : undefined,
    async reload() {
      // Only then can be saved again: with the version that has been loaded.
      await client.invalidateQueries({ queryKey: settingsQuery.queryKey });
      save.reset();
    },
    discard() {
      save.reset();
      setDraft({});
      setMistakes({});
    },
    isChanged: changed.length > 0,
    isSaving: save.isPending,
    onSubmit(event: FormEvent) {
      event.preventDefault();
      const body: Record<string, unknown> = { version: out.version };
      const wrong: typeof mistakes = {};
      for (const name of changed) {
        const read = texts[name].read(textOf(name));
        if ("wrong" in read) wrong[name] = read.wrong;
        else body[name] = read.value;
      }
      setMistakes(wrong);
      if (Object.keys(wrong).length === 0) save.mutate(body as SettingsPatch);
    },
  };
}
export type SettingsForm<Name extends SettingName> = ReturnType<typeof useSettingsForm<Name>>;

/** The settings of this page; the server has put them there. */
export function useSettings(): SettingsOut | undefined {
  return useQuery(settingsQuery).data;
}

/** A whole number between bounds; without one, what is said about nothing. */
export function numberText(
  called: string,
  { least, most, unit, empty = false }: { least: number; most: number; unit: string; empty?: boolean },
): SettingText {
  return {
    called,
    write: (value: number | null) => (value === null ? "" : String(value)),
    read: (text) => {
      const typed = text.trim();
      if (typed === "") return empty ? { value: null } : { wrong: `Enter a number of ${unit}.` };
      const isFine = /^\d+$/.test(typed) && Number(typed) >= least && Number(typed) <= most;
      return isFine
        ? { value: Number(typed) }
        : {
            wrong: `Enter a whole number from ${least} to ${most.toLocaleString("en-US")}${empty ? ", or nothing" : ""}.`,
          };
    },
  } as SettingText;
}
