/** Event types under one dotted prefix. `pattern` subscribes them all, future ones too; null, and no label, for names without a prefix. */
export type EventGroup<T extends { name: string }> = { pattern: string | null; label: string; types: T[] };

export function groupsOf<T extends { name: string }>(types: readonly T[]): EventGroup<T>[] {
  const groups = new Map<string, T[]>();
  for (const type of types) {
    const dot = type.name.indexOf(".");
    const prefix = dot > 0 ? type.name.slice(0, dot) : "";
    groups.set(prefix, [...(groups.get(prefix) ?? []), type]);
  }
  return [...groups]
    .map(([prefix, members]) => ({
      pattern: prefix === "" ? null : `${prefix}.*`,
      label: prefix,
      types: members,
    }))
    .toSorted((a, b) => Number(a.pattern === null) - Number(b.pattern === null) || (a.label < b.label ? -1 : 1));
}

function covers(pattern: string, name: string): boolean {
  return pattern === name || (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -1)));
}

export function isSubscribed(selection: readonly string[], name: string): boolean {
  return selection.some((pattern) => covers(pattern, name));
}

/** How much of a group is chosen; a group is chosen as such, so that what is added to it later is sent too. */
export function groupState(selection: readonly string[], group: EventGroup<{ name: string }>): "all" | "some" | "none" {
  if (group.pattern !== null && selection.includes(group.pattern)) return "all";
  const chosen = group.types.filter(({ name }) => isSubscribed(selection, name)).length;
  if (group.pattern === null && chosen === group.types.length) return "all";
  return chosen > 0 ? "some" : "none";
}

/** Taking one type out of a chosen group leaves the others of it chosen by name. */
export function toggleType(selection: readonly string[], group: EventGroup<{ name: string }>, name: string): string[] {
  if (!isSubscribed(selection, name)) return [...selection, name];
  const covering = selection.filter((pattern) => covers(pattern, name));
  const rest = selection.filter((pattern) => !covers(pattern, name));
  const freed = group.types
    .map((type) => type.name)
    .filter((other) => other !== name && isSubscribed(covering, other) && !isSubscribed(rest, other));
  return [...rest, ...freed];
}

export function toggleGroup(selection: readonly string[], group: EventGroup<{ name: string }>): string[] {
  const names = new Set(group.types.map(({ name }) => name));
  const rest = selection.filter((pattern) => pattern !== group.pattern && !names.has(pattern));
  if (groupState(selection, group) === "all") return rest;
  return group.pattern === null ? [...rest, ...names] : [...rest, group.pattern];
}
