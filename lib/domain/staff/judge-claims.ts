import type { StaffRole } from "@/lib/contract/operation.ts";
import { STAFF_ROLES } from "@/lib/contract/operation.ts";

export interface SsoRules {
  issuer: string;
  verifiedClaim: string;
  allowedDomains: readonly string[];
  newRole: StaffRole | undefined;
  roleClaim: string;
  /** Value of the claim → role. Empty: roles are not the provider's business. */
  roles: ReadonlyMap<string, StaffRole>;
}

/** Why somebody whom the provider vouches for is not let in; the sign-in page has a sentence for each. */
export type SsoRefusal = "unverified" | "domain" | "no_role" | "not_invited" | "disabled" | "other_account";

export type Judged =
  | { refused: SsoRefusal }
  | {
      refused: null;
      /** Issuer and subject: what stays the same when e-mail and name change. */
      identity: string;
      email: string;
      name: string;
      /** What the provider says; undefined where that is not its business. */
      role: StaffRole | undefined;
      /** For somebody who has no account here; undefined when they may not have one. */
      newRole: StaffRole | undefined;
    };

const text = (value: unknown) => (typeof value === "string" ? value.trim() : "");
const isTrue = (value: unknown) => value === true || value === "true" || value === 1 || value === "1";

/** What the claims of a sign-in at the identity provider mean here. */
export function judgeClaims(claims: Record<string, unknown>, rules: SsoRules): Judged {
  const subject = text(claims.sub);
  const email = text(claims.email).toLowerCase();
  if (subject === "" || !email.includes("@") || !isTrue(claims[rules.verifiedClaim])) return { refused: "unverified" };
  const domain = email.slice(email.lastIndexOf("@") + 1);
  const { allowedDomains } = rules;
  if (allowedDomains.length > 0 && !allowedDomains.includes("*") && !allowedDomains.includes(domain))
    return { refused: "domain" };

  const isMapped = rules.roles.size > 0;
  const role = isMapped ? (mappedRole(claims[rules.roleClaim], rules.roles) ?? rules.newRole) : undefined;
  if (isMapped && !role) return { refused: "no_role" };
  const name = (text(claims.name) || (email.split("@", 1)[0] ?? email)).slice(0, 128);
  return {
    refused: null,
    identity: `${rules.issuer} ${subject}`,
    email,
    name,
    role,
    newRole: allowedDomains.length > 0 ? (role ?? rules.newRole) : undefined,
  };
}

/** The highest that one of the values has. */
function mappedRole(claim: unknown, roles: ReadonlyMap<string, StaffRole>): StaffRole | undefined {
  const values = [claim].flat().map(String);
  return STAFF_ROLES.findLast((role) => values.some((value) => roles.get(value) === role));
}
