"use client";

import { useForbidden } from "@/components/console/staff.tsx";
import type { OpenRule } from "@/components/staff-alerts/alerts-page.tsx";
import { LevelLabel } from "@/components/staff-alerts/level-label.tsx";
import { MutedNote } from "@/components/staff-alerts/muted-note.tsx";
import { Button } from "@/components/ui/button.tsx";
import { LedgerBody, LedgerCell, type LedgerColumn, LedgerRow, LedgerTable } from "@/components/ui/ledger-table.tsx";
import type { StaffRuleOut } from "@/lib/contract/staff-alert.ts";
import { type AlertLevel, RULE_TERMS } from "@/lib/contract/staff-alert-rules.ts";
import { conditionWords, valueWords } from "@/lib/contract/staff-alert-words.ts";

const COLUMNS: LedgerColumn[] = [
  { id: "rule", label: "Rule" },
  { id: "state", label: "State", width: "104px" },
  { id: "now", label: "Now", width: "19%", from: "mid" },
  { id: "warning", label: "Warning", width: "22%", from: "lg" },
  { id: "critical", label: "Critical", width: "22%", from: "lg" },
  { id: "action", label: "", hiddenLabel: "Actions", width: "96px", align: "end" },
];

/** Every rule: what it sees now, and from when on it tells. */
export function RuleTable({ rules, onOpen }: { rules: StaffRuleOut[]; onOpen: (open: OpenRule) => void }) {
  const mayNot = useForbidden("patchStaffRule");
  const muted = rules.flatMap((rule) => (rule.muted && !rule.firing ? [{ rule: rule.rule, muted: rule.muted }] : []));
  return (
    <>
      <LedgerTable caption="Rules of alerts" columns={COLUMNS}>
        <LedgerBody>
          {rules.map((rule) => {
            const { title } = RULE_TERMS[rule.rule];
            return (
              <LedgerRow key={rule.rule}>
                <LedgerCell head wraps className="py-1.5">
                  {title}
                  <span className="block font-plain text-ink-2 text-meta @min-[60rem]:hidden">
                    <span className="@min-[36rem]:hidden">Now {nowWords(rule)}. </span>
                    {thresholdWords(rule)}
                  </span>
                </LedgerCell>
                <LedgerCell>
                  <LevelLabel level={rule.enabled ? (rule.firing?.level ?? "well") : "off"} />
                </LedgerCell>
                <LedgerCell from="mid" faint wraps>
                  {nowWords(rule)}
                </LedgerCell>
                <Threshold rule={rule} level="warning" />
                <Threshold rule={rule} level="critical" />
                <LedgerCell align="end">
                  <Button
                    size="small"
                    unavailable={mayNot}
                    aria-label={`Change ${title.toLowerCase()}`}
                    onClick={() => onOpen({ what: "change", rule: rule.rule })}
                  >
                    Change…
                  </Button>
                </LedgerCell>
              </LedgerRow>
            );
          })}
        </LedgerBody>
      </LedgerTable>
      {muted.length > 0 ? (
        <ul aria-label="Muted rules" className="mt-3 grid gap-1.5">
          {muted.map((one) => (
            <li key={one.rule}>
              <MutedNote {...one} named />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** In a sentence, where there is no room for columns. */
function thresholdWords({ rule, warning, critical }: StaffRuleOut): string {
  const levels = Object.entries({ warning, critical } as const).flatMap(([level, threshold]) =>
    threshold === null ? [] : [`${level} ${conditionWords(rule, level as AlertLevel, threshold)}`],
  );
  const text = levels.join("; ");
  return text === "" ? "No threshold." : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function Threshold({ rule, level }: { rule: StaffRuleOut; level: AlertLevel }) {
  const threshold = rule[level];
  return (
    <LedgerCell from="lg" faint wraps>
      {threshold === null ? "–" : conditionWords(rule.rule, level, threshold)}
    </LedgerCell>
  );
}

/** In the window of the warning, which is the longer one. */
function nowWords({ rule, measured, minimumTries }: StaffRuleOut): string {
  if (!measured) return "not measured yet";
  const { value, tries } = measured.warning;
  if (minimumTries !== null && (tries ?? 0) < minimumTries)
    return tries === 0 ? "no tries" : `too few tries (${tries})`;
  if (value === null) return "–";
  return rule === "workers" ? `seen ${valueWords(rule, value)} ago` : valueWords(rule, value);
}
