import { countChanges } from "@/components/transformation/line-diff.ts";
import type { EndpointTransformationOut, EndpointTransformationPatch } from "@/lib/contract/transformation.ts";
import { VARIABLE_NAME } from "@/lib/contract/variable-name.ts";

/** Stands for a value that is stored: components load no schemas, so the contract's own constant stays out. */
export const HIDDEN_VALUE = "••••" satisfies typeof import("@/lib/contract/transformation.ts").HIDDEN_VALUE;

export type VariableRow = { id: number; name: string; value: string; stored: boolean };
export type TransformationDraft = { code: string; enabled: boolean; variables: VariableRow[] };
export type VariableMistake = { kind: "badName" | "twice"; name: string } | { kind: "empty" };

export function draftOf(
  { code, enabled, variables }: EndpointTransformationOut,
  firstCode: string,
): TransformationDraft {
  return {
    code: code ?? firstCode,
    // Who writes the first code means to use it.
    enabled: code === null ? true : enabled,
    variables: Object.keys(variables ?? {}).map((name, index) => ({ id: index + 1, name, value: "", stored: true })),
  };
}

export function variablesOf({ variables }: TransformationDraft): Record<string, string> {
  return Object.fromEntries(
    variables
      .filter(({ name }) => name.trim() !== "")
      .map(({ name, value, stored }) => [name.trim(), stored && value === "" ? HIDDEN_VALUE : value]),
  );
}

export function variableMistake({ variables }: TransformationDraft): VariableMistake | null {
  const names = variables.map(({ name }) => name.trim());
  if (variables.some(({ value }, index) => names[index] === "" && value !== "")) return { kind: "empty" };
  const bad = names.find((name) => name !== "" && !VARIABLE_NAME.test(name));
  if (bad !== undefined) return { kind: "badName", name: bad };
  const twice = names.find((name, index) => name !== "" && names.indexOf(name) !== index);
  return twice === undefined ? null : { kind: "twice", name: twice };
}

/** What is different, and no more: what is absent stays as it is. */
export function patchOf(draft: TransformationDraft, stored: EndpointTransformationOut): EndpointTransformationPatch {
  const code = draft.code.trim() === "" ? null : draft.code;
  const changed = changedVariables(draft, stored);
  return {
    ...(code === stored.code ? {} : { code }),
    enabled: code !== null && draft.enabled,
    ...(changed.length > 0 ? { variables: variablesOf(draft) } : {}),
  };
}

function changedVariables(draft: TransformationDraft, stored: EndpointTransformationOut): string[] {
  const before = Object.keys(stored.variables ?? {});
  const now = variablesOf(draft);
  const removed = before.filter((name) => !Object.hasOwn(now, name));
  const set = Object.keys(now).filter((name) => now[name] !== HIDDEN_VALUE || !before.includes(name));
  return [...set, ...removed];
}

/** What saving does, in the order in which it is told. */
export type Effect =
  | { kind: "turnOn" | "turnOff" | "remove" | "live" | "asleep" }
  | { kind: "code"; added: number; removed: number }
  | { kind: "codeNew"; lines: number }
  | { kind: "variables"; names: string[] };

export function effectsOf(draft: TransformationDraft, stored: EndpointTransformationOut): Effect[] {
  const code = draft.code.trim() === "" ? null : draft.code;
  const effects: Effect[] = [];
  if (code === null && stored.code === null) return effects;
  if (code === null) return [{ kind: "remove" }];
  const isOn = draft.enabled;
  if (isOn && !stored.enabled) effects.push({ kind: "turnOn" });
  if (!isOn && stored.enabled) effects.push({ kind: "turnOff" });
  if (stored.code === null) effects.push({ kind: "codeNew", lines: code.trimEnd().split("\n").length });
  else if (stored.code !== code) effects.push({ kind: "code", ...countChanges(stored.code, code) });
  const names = changedVariables(draft, stored);
  if (names.length > 0) effects.push({ kind: "variables", names });
  if (effects.length === 0) return effects;
  if (isOn) effects.push({ kind: "live" });
  else if (!stored.enabled) effects.push({ kind: "asleep" });
  return effects;
}
