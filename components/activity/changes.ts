import type { ActivityOut } from "@/lib/contract/activity.ts";

/** One field that changed, or a fact about what was done. */
export type ChangeLine =
  | { kind: "change"; name: string; before: string; after: string }
  | { kind: "fact"; name: string; value: string };

const LONGEST = 80;

/** Of a replay: its page says it in words. */
const SAID_ELSEWHERE = new Set(["task", "scope"]);

/** Both sides of what changed, field by field. What was made or deleted is named by the sentence, not listed again. */
export function changeLines({ action, change }: Pick<ActivityOut, "action" | "change">): ChangeLine[] {
  if (!change || /\.(created|deleted|restored)$/.test(action)) return [];
  const { before, after } = change;
  if (before === null) {
    return Object.entries(after ?? {}).flatMap(([name, value]) =>
      action.startsWith("background_task.") && SAID_ELSEWHERE.has(name)
        ? []
        : [{ kind: "fact", name, value: textOf(value) }],
    );
  }
  return [...new Set([...Object.keys(before), ...Object.keys(after ?? {})])].map((name) => ({
    kind: "change",
    name,
    before: textOf(before[name]),
    after: textOf(after?.[name]),
  }));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "–";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
