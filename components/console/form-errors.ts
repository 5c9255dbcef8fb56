import { ApiError } from "@/lib/contract/client.ts";

/**
 * What is wrong with each field, as the server says it, and what belongs to no field.
 * @param labels field name → how a sentence about it begins: "The id".
 */
export function formErrors<Name extends string>(
  error: Error | null,
  labels: Record<Name, string>,
  conflictField?: Name,
): { fields: Partial<Record<Name, string>>; form: string | null } {
  const fields: Partial<Record<Name, string>> = {};
  if (!error) return { fields, form: null };
  if (!(error instanceof ApiError)) return { fields, form: error.message };
  if ((error.code === "conflict" || error.code === "event_type_exists") && conflictField)
    return { fields: { [conflictField]: error.message } as typeof fields, form: null };
  let form: string | null = error.issues.length === 0 ? error.message : null;
  for (const issue of error.issues) {
    const name = issue.loc[1] as Name | undefined;
    if (name && name in labels) fields[name] ??= `${labels[name]} ${issue.msg}.`.replace(/\.\.$/, ".");
    else form ??= `${issue.loc.slice(1).join(".")} ${issue.msg}.`;
  }
  return { fields, form };
}
