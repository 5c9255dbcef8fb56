"use client";

import { useForbidden } from "@/components/console/staff.tsx";
import type { OpenRule } from "@/components/staff-alerts/alerts-page.tsx";
import { LevelLabel } from "@/components/staff-alerts/level-label.tsx";
import { MutedNote } from "@/components/staff-alerts/muted-note.tsx";
import { Banner } from "@/components/ui/banner.tsx";
import { Button } from "@/components/ui/button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { TextLink } from "@/components/ui/text-link.tsx";
import { Time } from "@/components/ui/time.tsx";
import type { StaffAlertOut, StaffAlertsOut, StaffRuleOut } from "@/lib/contract/staff-alert.ts";
import {
  CONSOLE_PATH,
  conditionWords,
  FIRST_STEP,
  happeningWords,
  RUNBOOK_PATH,
} from "@/lib/contract/staff-alert-words.ts";

type FiringNowProps = { alerts: StaffAlertsOut; onOpen: (open: OpenRule) => void };

/** What is bad at the moment, the worst first, each with what to do about it. */
export function FiringNow({ alerts: { rules, lookedAt }, onOpen }: FiringNowProps) {
  const firing = rules.flatMap((rule) => (rule.firing ? [{ rule, firing: rule.firing }] : []));
  const worstFirst = [...firing].sort(
    (a, b) => Number(b.firing.level === "critical") - Number(a.firing.level === "critical"),
  );
  return (
    <section aria-labelledby="firing" className="mt-6">
      <h2 id="firing" className="sr-only">
        Firing now
      </h2>
      {firing.length === 0 ? (
        <Banner state={lookedAt ? "delivered" : "no_traffic"}>
          {lookedAt ? (
            <>
              Nothing fires. The rules were last looked at <Time at={lookedAt} plain />.
            </>
          ) : (
            "The rules have not been looked at yet. The first look is within a minute."
          )}
        </Banner>
      ) : (
        <ul className="border-line border-b">
          {worstFirst.map((one) => (
            <Firing key={one.firing.id} {...one} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </section>
  );
}

type FiringProps = { rule: StaffRuleOut; firing: StaffAlertOut; onOpen: (open: OpenRule) => void };

function Firing({ rule, firing, onOpen }: FiringProps) {
  const mayNotMute = useForbidden("muteStaffRule");
  const { level, value, beganAt, threshold, tries } = firing;
  const what = value === null ? conditionWords(rule.rule, level, threshold) : happeningWords(rule.rule, level, value);
  return (
    <li className="grid gap-1 border-line border-t py-4">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap items-baseline gap-x-3 text-body font-firm text-ink">
            <LevelLabel level={level} />
            <span>{what}.</span>
          </p>
          <p className="mt-1 text-dense text-ink-2">
            Since <Time at={beganAt} show="since" />
            {tries === null ? "" : `, of ${formatQuantity(tries, "try", "tries")}`}. The rule:{" "}
            {conditionWords(rule.rule, level, threshold)}.
          </p>
        </div>
        {rule.muted ? null : (
          <Button
            size="small"
            unavailable={mayNotMute}
            aria-label={`Mute ${what}`}
            onClick={() => onOpen({ what: "mute", rule: rule.rule })}
          >
            Mute…
          </Button>
        )}
      </div>
      <p className="max-w-measure text-body text-ink-2">{FIRST_STEP[rule.rule]}</p>
      <p className="flex flex-wrap gap-x-4 text-dense">
        <TextLink href={CONSOLE_PATH[rule.rule]}>Look at it</TextLink>
        <TextLink href={RUNBOOK_PATH[rule.rule]}>What to do</TextLink>
      </p>
      {rule.muted ? <MutedNote rule={rule.rule} muted={rule.muted} /> : null}
    </li>
  );
}
