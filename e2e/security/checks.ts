import { ABUSE } from "@/e2e/security/checks/abuse.ts";
import { ACCESS } from "@/e2e/security/checks/access.ts";
import { OPERATING } from "@/e2e/security/checks/operating.ts";
import { OUTBOUND } from "@/e2e/security/checks/outbound.ts";
import { PRIVACY } from "@/e2e/security/checks/privacy.ts";
import type { Check } from "@/e2e/security/checks/row.ts";
import { SECRETS } from "@/e2e/security/checks/secrets.ts";
import { SUPPLY } from "@/e2e/security/checks/supply.ts";

/** What `npm run security` runs and docs/security.md shows. */
export const AREAS: readonly { name: string; checks: readonly Check[] }[] = [
  { name: "Outbound requests", checks: OUTBOUND },
  { name: "Access", checks: ACCESS },
  { name: "Secrets", checks: SECRETS },
  { name: "Privacy", checks: PRIVACY },
  { name: "Abuse", checks: ABUSE },
  { name: "Supply chain", checks: SUPPLY },
  { name: "Operating", checks: OPERATING },
];
export const CHECKS: readonly Check[] = AREAS.flatMap(({ checks }) => checks);

/** `file > title` in its parts; without a title every test of the file counts. */
export function testOf(named: string): { file: string; title: string } {
  const [file = "", title = ""] = named.split(" > ", 2);
  return { file, title };
}
