import { RULE_TERMS } from "@/lib/contract/staff-alert-rules.ts";
import {
  CONSOLE_PATH,
  conditionWords,
  FIRST_STEP,
  happeningWords,
  RUNBOOK_PATH,
  valueWords,
} from "@/lib/contract/staff-alert-words.ts";
import type { StaffDispatch } from "@/lib/domain/alerts/dispatch.ts";
import type { StaffAlertFacts } from "@/lib/domain/staff-alerts/facts.ts";
import type { AlertDocument } from "@/worker/alerts/document.ts";

type About = Pick<StaffDispatch, "purpose" | "told" | "moreCount" | "timeZone" | "createdAt"> & { publicUrl: string };

const SETTINGS = "/console/settings/alerts";

/** Says what a rule saw, how bad it is, what to do first and where to look. */
export function composeStaffAlert({ purpose, told, moreCount, timeZone, publicUrl }: About): AlertDocument {
  const host = new URL(publicUrl).host;
  const footer = [`Sent by Posthorn at ${host} to a channel that staff set up.`];
  const footerLink = { label: "Rules and channels", url: `${publicUrl}${SETTINGS}` };
  if (purpose === "test") {
    return {
      subject: `Test alert from Posthorn at ${host}`,
      lead: "This is a test. Alerts about this installation will look like this one, and say what to do first.",
      sections: [],
      action: { label: "Rules and channels", url: `${publicUrl}${SETTINGS}` },
      where: null,
      footer,
      footerLink: null,
    };
  }
  const sections = told.flatMap(({ facts }) => sectionOf(facts, { timeZone, publicUrl }));
  if (moreCount > 0) sections.push({ title: `And ${moreCount} more.`, lines: [] });
  const [first] = told;
  return {
    subject:
      first && told.length === 1
        ? `${markOf(first.facts)} ${titleOf(first.facts)}`
        : `${told.length + moreCount} alerts of ${host}`,
    lead: told.length === 1 ? `Posthorn at ${host}:` : `What happened at ${host}:`,
    sections,
    action: first ? { label: "Open the console", url: `${publicUrl}${CONSOLE_PATH[first.facts.rule]}` } : null,
    where: null,
    footer,
    footerLink,
  };
}

function markOf({ event, level }: StaffAlertFacts): string {
  if (event === "resolved") return "[Resolved]";
  return level === "critical" ? "[Critical]" : "[Warning]";
}

function titleOf({ rule, event, level, value, because }: StaffAlertFacts): string {
  const { title } = RULE_TERMS[rule];
  if (event === "resolved")
    return because === "too_few" ? `${title}: too little happens to judge` : `${title}: well again`;
  const what = value === null ? title : happeningWords(rule, level, value);
  return event === "repeated" ? `Still: ${what}` : what;
}

function sectionOf(
  facts: StaffAlertFacts,
  { timeZone, publicUrl }: { timeZone: string; publicUrl: string },
): AlertDocument["sections"] {
  const { rule, event, level, since, at, value, tries, threshold } = facts;
  const time = new Intl.DateTimeFormat("en", { timeZone, dateStyle: "medium", timeStyle: "long", hourCycle: "h23" });
  const condition = `${RULE_TERMS[rule].title}: ${conditionWords(rule, level, threshold)}`;
  const title = `${markOf(facts)} ${titleOf(facts)}.`;
  if (event === "resolved") {
    const now = value === null ? "" : ` It is ${valueWords(rule, value)} now.`;
    return [
      {
        title,
        lines: [
          `From ${time.format(new Date(since))} to ${time.format(new Date(at))}.${now}`,
          `The rule was: ${condition}.`,
        ],
      },
    ];
  }
  return [
    {
      title,
      lines: [
        `Since ${time.format(new Date(since))}${tries === null ? "" : `, of ${tries} tries`}. The rule: ${condition}.`,
        `First: ${FIRST_STEP[rule]}`,
        `Runbook: ${publicUrl}${RUNBOOK_PATH[rule]}`,
      ],
    },
  ];
}

/** What a webhook of staff is told. */
export function staffPayloadOf({ purpose, told, moreCount, createdAt, publicUrl }: About) {
  return {
    type: purpose === "test" ? "alert.test" : "staff_alert.raised",
    timestamp: createdAt.toISOString(),
    data: {
      alerts: told.map(({ facts: { kind: _, ...facts } }) => ({
        ...facts,
        title: titleOf({ kind: "staff", ...facts }),
        firstStep: FIRST_STEP[facts.rule],
        url: `${publicUrl}${CONSOLE_PATH[facts.rule]}`,
        runbookUrl: `${publicUrl}${RUNBOOK_PATH[facts.rule]}`,
      })),
      moreCount,
    },
  };
}
