import { type Area, rowsOf } from "@/e2e/proof.ts";
import { ABUSE } from "@/e2e/security/checks/abuse.ts";
import { ACCESS } from "@/e2e/security/checks/access.ts";
import { OPERATING } from "@/e2e/security/checks/operating.ts";
import { OUTBOUND } from "@/e2e/security/checks/outbound.ts";
import { PRIVACY } from "@/e2e/security/checks/privacy.ts";
import type { Check } from "@/e2e/security/checks/row.ts";
import { SECRETS } from "@/e2e/security/checks/secrets.ts";
import { SUPPLY } from "@/e2e/security/checks/supply.ts";

/** What `npm run security` runs and docs/security.md shows. */
export const AREAS: readonly Area<Check>[] = [
  { name: "Outbound requests", rows: OUTBOUND },
  { name: "Access", rows: ACCESS },
  { name: "Secrets", rows: SECRETS },
  { name: "Privacy", rows: PRIVACY },
  { name: "Abuse", rows: ABUSE },
  { name: "Supply chain", rows: SUPPLY },
  { name: "Operating", rows: OPERATING },
];
export const CHECKS = rowsOf(AREAS);
