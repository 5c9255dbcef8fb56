import { ACCESS, accessOf } from "./access.ts";
import { type Operation, STAFF_ROLES } from "./operation.ts";
import { type OperationId, operations } from "./operations.ts";
import { PAYLOAD_ROLE } from "./roles.ts";

type OneOperation = Operation & { id: OperationId };

const INTRODUCTION = `# Who may do what

Every operation of the API, and so every button of the console and of the portal, with who may use it. The table of the service itself
makes this page (\`npm run access\`), and a test asks the service about every cell of it.

| Column | Meaning |
|---|---|
| Staff | the least role; each has the rights of those before it: ${STAFF_ROLES.map((role) => `\`${role}\``).join(", ")} |
| API key | the [scope](api-keys.md) that a key needs; one with \`*\` has all of them |
| Portal | what a portal session must be capable of; *any* is every session |

A **viewer** reads, without payloads and secrets. **Support** replays, tests, makes portal links and may reveal payloads. An **engineer**
configures: applications, endpoints, event types, keys, sources. An **admin** decides about what cannot be undone, about the look of
portals, and about staff.

Staff of every role see the structure of payloads, requests and replies with each value masked (\`"email": "•••"\`), in the console and in the API:
the service takes values out before it answers. Whoever has the role \`${PAYLOAD_ROLE}\` presses *Reveal (recorded)*, which sends the header
\`x-posthorn-reveal\`; one message, attempt or request is then shown as it was, and that is an entry of the [audit log](audit-log.md), once an hour for each
thing and person. Lists, streams and explanations of failures never hold values for staff, and searching in payloads takes the same role. Previews
of requests and of transformations that name a stored message count as having looked at it.

A dash is nobody of that kind. What somebody may not know about is not found (404) rather than refused (403).
`;

const cell = (value: string | null): string => (value === null ? "–" : value === "any" ? "*any*" : `\`${value}\``);

function rowOf({ id, method, path, short, summary }: OneOperation): string {
  const { isPublic, staff, key, portal } = accessOf(id);
  const who = isPublic ? ["*everybody*", "*everybody*", "*everybody*"] : [staff, key, portal].map(cell);
  return `| \`${method} ${short ? "/api" : ""}${path}\` | ${summary.replaceAll("|", "\\|")} | ${who.join(" | ")} |`;
}

const HEAD = "| Operation | | Staff | API key | Portal |\n|---|---|---|---|---|";

/** docs/access.md, made from the table of access and the table of operations. */
export function accessPage(): string {
  const all = operations as readonly OneOperation[];
  const groups = [...new Set(all.map(({ tag }) => tag))].map((tag) => {
    const rows = all.filter((operation) => operation.tag === tag).map(rowOf);
    return `## ${tag}\n\n${HEAD}\n${rows.join("\n")}\n`;
  });
  const [staff, key] = ACCESS.metrics;
  const metrics = `## Metrics\n\n${HEAD}\n| \`GET /api/metrics\` | Numbers for monitoring | \`${staff}\` | \`${key}\` | – |\n`;
  return [INTRODUCTION, ...groups, metrics].join("\n");
}
