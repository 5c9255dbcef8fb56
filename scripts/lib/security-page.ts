// The table of the security checks, for a terminal and for docs/security.md.
import type { Check } from "@/e2e/security/checks/row.ts";
import { AREAS } from "@/e2e/security/checks.ts";
import type { CheckOutcome } from "@/scripts/lib/security-outcomes.ts";
import { markdownRow, markdownSections, textTable } from "@/scripts/lib/table.ts";

type Outcomes = ReadonlyMap<string, CheckOutcome>;

const HEADER = `# Security checks

Written by \`npm run security\`, which runs every test that is named here against a real service on this machine. What must
hold is in \`e2e/security/checks\`; a check without a test says why it does not concern Posthorn. \`npm run security -- access
D1\` runs the areas and checks that are named and prints them, and leaves this page as it is. What the service trusts, and
what it does not, is in [the security model](security-model.md).

ASVS is the OWASP Application Security Verification Standard, version 5.0.
`;

const WORDS: Record<CheckOutcome["outcome"], string> = {
  holds: "holds",
  fails: "**fails**",
  "not run": "not run",
  "not applicable": "not applicable",
};

function lineOf({ id, source, check, tests, notApplicable }: Check, found: CheckOutcome | undefined): string {
  const proof = notApplicable ?? [...new Set(tests.map((named) => `\`${named}\``))].join(", ");
  return markdownRow([id, check, source, WORDS[found?.outcome ?? "not run"], proof]);
}

export function securityPage(outcomes: Outcomes, day: string): string {
  const columns = ["Must hold", "From", "Outcome", "Proved by"];
  const sections = markdownSections(AREAS, columns, (check) => lineOf(check, outcomes.get(check.id)));
  return `${HEADER}\nLast run: ${day}. ${summary([...outcomes.values()])}\n\n${sections}`;
}

export function securityTable(checks: readonly Check[], outcomes: Outcomes): string {
  const lines = checks.map(({ id, source, check }) => {
    const { outcome = "not run", tests = 0, seconds = 0 } = outcomes.get(id) ?? {};
    return [id, outcome === "fails" ? "FAILS" : outcome, String(tests), `${seconds.toFixed(1)} s`, source, check];
  });
  return `${textTable([["check", "outcome", "tests", "time", "from", "must hold"], ...lines])}\n\n${summary([...outcomes.values()])}`;
}

function summary(outcomes: readonly CheckOutcome[]): string {
  const count = (wanted: CheckOutcome["outcome"]) => outcomes.filter(({ outcome }) => outcome === wanted).length;
  return `${outcomes.length} checks: ${count("holds")} hold, ${count("fails")} fail, ${count("not run")} not run, ${count("not applicable")} not applicable.`;
}
