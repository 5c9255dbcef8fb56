import type { Row } from "@/e2e/api/compat/row.ts";
import { GROUPS } from "@/e2e/api/compat/rows.ts";

// docs/compatibility.md: written from the outcomes of compat.spec.ts, and read back to see that it is still about these rows.

const SDKS = ["svix@2", "svix@1", "request"] as const;
export type Sdk = (typeof SDKS)[number];
/** By `testTitle`. */
export type Outcomes = Record<string, "works" | "fails">;

export const testTitle = (sdk: Sdk, row: Row): string => `${sdk}: ${row.call ?? row.oldCall ?? row.operation}`;

/** Who can make the call of this row at all. */
export function sdksOf(row: Row): Sdk[] {
  return SDKS.filter((sdk) => (sdk === "svix@2" ? row.two : sdk === "svix@1" ? row.one : row.plain));
}

function cell(sdk: Sdk, row: Row, outcomes: Outcomes): string {
  if (!sdksOf(row).includes(sdk)) return "–";
  return outcomes[testTitle(sdk, row)] ?? "not run";
}

function callOf({ call, oldCall }: Row): string {
  if (call === null && !oldCall) return "";
  const older = oldCall && oldCall !== call ? `\`${oldCall}\` (1.x)` : "";
  return [call && `\`${call}\``, older].filter(Boolean).join(", ");
}

function lineOf(row: Row, outcomes: Outcomes): string {
  const operation = `\`${row.operation.replace(/\{(\w+?)(_id|_name)?\}/g, "{$1}")}\``;
  const cells = [operation, callOf(row), ...SDKS.map((sdk) => cell(sdk, row, outcomes)), row.note ?? ""];
  return `| ${[String(row.tier), ...cells].join(" | ")} |`;
}

export function compatPage(outcomes: Outcomes, versions: { two: string; one: string }): string {
  const groups = GROUPS.map(({ name, rows }) =>
    [
      `## ${name}`,
      "",
      "| Tier | Operation | Call | 2.x | 1.x | Request | Remarks |",
      "|---|---|---|---|---|---|---|",
      ...rows.map((row) => lineOf(row, outcomes)),
    ].join("\n"),
  );
  return `# Compatibility with the official Svix SDKs

Works with the official Svix SDKs: give them this service's address as \`serverUrl\` and one of its API keys as the token.
Written by \`npm run compat\`, which makes each call with \`svix\` ${versions.two} and ${versions.one} of npm against a running
service; \`npm run check\` fails when this page no longer matches the table in \`e2e/api/compat\`.

Tier 1 is what the open server of this protocol has, tier 2 what self-hosters miss in it. A call *works* when the SDK
takes the answer, the status is the one that the protocol documents, and the answer is what \`public/openapi.json\` says, with
no field missing and none unknown. \`–\`: this SDK has no such call.

${groups.join("\n\n")}
`;
}

/** The outcomes that a page says. */
export function outcomesOf(page: string): Outcomes {
  const lines = new Map(page.split("\n").map((line) => [line.split(" | ").slice(0, 3).join(" | "), line]));
  const outcomes: Outcomes = {};
  for (const row of GROUPS.flatMap(({ rows }) => rows)) {
    const [tier, operation, call] = lineOf(row, {}).split(" | ");
    const cells = lines.get([tier, operation, call].join(" | "))?.split(" | ") ?? [];
    for (const [n, sdk] of SDKS.entries()) {
      const said = cells[3 + n];
      if (said === "works" || said === "fails") outcomes[testTitle(sdk, row)] = said;
    }
  }
  return outcomes;
}
