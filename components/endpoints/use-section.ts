"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { FieldErrors, FieldName } from "@/components/endpoints/endpoint-draft.ts";
import { errorsOf } from "@/components/endpoints/endpoint-draft.ts";

type SectionOptions<T> = {
  /** As it is stored. */
  stored: T;
  mistakes?: (value: T) => FieldErrors;
  /** The fields that the section shows: what is wrong elsewhere is said of the section as a whole. Unset: any. */
  fields?: readonly FieldName[];
  /** Where what the server refuses is said; by default at the field of its name. */
  refused?: (error: unknown, value: T) => FieldErrors;
  /** What stands there at first is a proposal, and saved when it is wanted. */
  alwaysSaves?: boolean;
  save: (value: T) => Promise<unknown>;
};

const NO_ERRORS: FieldErrors = {};

/** The state of one section: what is stored until something is typed, then what is typed until it is stored. */
export function useSection<T extends object>({
  stored,
  mistakes,
  fields,
  refused,
  alwaysSaves,
  save,
}: SectionOptions<T>) {
  const t = useTranslations("endpoints");
  const [edited, setEdited] = useState<T | null>(null);
  const [errors, setErrors] = useState<FieldErrors>(NO_ERRORS);
  const [pending, setPending] = useState(false);
  const [saved, setSaved] = useState(false);
  const value = edited ?? stored;
  const dirty = edited !== null && JSON.stringify(edited) !== JSON.stringify(stored);

  return {
    value,
    errors,
    pending,
    dirty,
    saved,
    change: (part: Partial<T>) => {
      setEdited({ ...value, ...part });
      setErrors(NO_ERRORS);
      setSaved(false);
    },
    onDiscard: () => {
      setEdited(null);
      setErrors(NO_ERRORS);
    },
    onSave: () => {
      const found = mistakes?.(value) ?? NO_ERRORS;
      setErrors(found);
      if (Object.keys(found).length > 0) return;
      if (!dirty && !alwaysSaves) return setSaved(true);
      setPending(true);
      save(value)
        .then(() => {
          setEdited(null);
          setSaved(true);
        })
        .catch((error: unknown) => setErrors(refused ? refused(error, value) : within(fields, errorsOf(error, t))))
        .finally(() => setPending(false));
    },
  };
}

function within(fields: readonly FieldName[] | undefined, errors: FieldErrors): FieldErrors {
  if (!fields) return errors;
  const shown: FieldErrors = {};
  for (const [name, text] of Object.entries(errors) as [keyof FieldErrors, string][]) {
    if (name !== "form" && fields.includes(name)) shown[name] = text;
    else shown.form ??= text;
  }
  return shown;
}
