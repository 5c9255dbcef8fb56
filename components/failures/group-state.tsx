import type { State } from "@/components/ui/glyph.tsx";
import { StateGlyph } from "@/components/ui/glyph.tsx";
import { TONE_INK, TONE_MARK, toneOf } from "@/components/ui/state-tone.ts";
import { Time } from "@/components/ui/time.tsx";
import type { FailureGroupOut } from "@/lib/contract/failure-group.ts";

type Shown = Pick<
  FailureGroupOut,
  "state" | "isRegressed" | "acknowledgedBy" | "acknowledgedAt" | "mutedUntil" | "mutedBy" | "resolvedAt"
>;

/** Outlines of endpoints mean the same here: fails, is looked at, is held, is well. */
const GLYPHS: Record<FailureGroupOut["state"], State> = {
  open: "failing",
  acknowledged: "degraded",
  muted: "paused",
  resolved: "healthy",
};

function groupWord({ state, isRegressed }: Pick<Shown, "state" | "isRegressed">): string {
  if (state === "open") return isRegressed ? "Regressed" : "Open";
  return { acknowledged: "Acknowledged", muted: "Muted", resolved: "Resolved" }[state];
}

export function GroupGlyph({ group }: { group: Shown }) {
  const glyph = GLYPHS[group.state];
  return <StateGlyph state={glyph} label={groupWord(group)} className={TONE_MARK[toneOf(glyph)]} />;
}

/** The state in words, with who and when. */
export function GroupState({ group, plain }: { group: Shown; plain?: boolean }) {
  const { acknowledgedAt, acknowledgedBy, mutedUntil, mutedBy, resolvedAt, state } = group;
  return (
    <>
      <span className={state === "open" ? TONE_INK[toneOf(GLYPHS.open)] : undefined}>{groupWord(group)}</span>
      {state === "acknowledged" && acknowledgedAt ? (
        <>
          {" "}
          by {acknowledgedBy} <Time at={acknowledgedAt} plain={plain} />
        </>
      ) : null}
      {state === "muted" && mutedUntil ? (
        <>
          {" "}
          until <Time at={mutedUntil} show="moment" precision="minute" plain={plain} />
          {plain ? null : ` by ${mutedBy}`}
        </>
      ) : null}
      {state === "resolved" && resolvedAt ? (
        <>
          {" "}
          <Time at={resolvedAt} plain={plain} />
        </>
      ) : null}
    </>
  );
}

/** "Server error (502)": the cause, with what was answered last where that says more. */
export function causeWords({
  causeLabel,
  statusCode,
  cause,
}: Pick<FailureGroupOut, "causeLabel" | "statusCode" | "cause">) {
  const tells = statusCode !== null && CODES.includes(cause);
  return tells ? `${causeLabel} (${statusCode})` : causeLabel;
}
const CODES = ["server_error", "client_error", "auth", "redirect"];

export function undeliveredText(
  { undelivered, isUndeliveredExact }: Pick<FailureGroupOut, "undelivered" | "isUndeliveredExact">,
  count: (n: number) => string,
) {
  return isUndeliveredExact ? count(undelivered) : `about ${count(undelivered)}`;
}
