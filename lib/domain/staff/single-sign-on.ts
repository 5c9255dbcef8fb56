import { STAFF_ROLES, type StaffRole } from "@/lib/contract/operation.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { type Judged, judgeClaims, type SsoRefusal, type SsoRules } from "@/lib/domain/staff/judge-claims.ts";
import { hasOtherAdmin } from "@/lib/domain/staff/last-admin.ts";
import { noteRefusedSignIn } from "@/lib/domain/staff/refused-sign-ins.ts";
import { type NextStep, nextStepOf } from "@/lib/domain/staff/sign-in.ts";
import { env } from "@/lib/env.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

export interface SsoProvider {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says after "Continue with". */
  name: string;
  scopes: string;
}

/** The identity provider of this installation; null for passwords only. */
export function ssoProvider(): SsoProvider | null {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_SCOPES } = env();
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return null;
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    name: OIDC_NAME,
    scopes: OIDC_SCOPES,
  };
}

function rules(): SsoRules {
  const settings = env();
  return {
    issuer: settings.OIDC_ISSUER ?? "",
    verifiedClaim: settings.OIDC_VERIFIED_CLAIM,
    allowedDomains: settings.OIDC_ALLOWED_DOMAINS,
    newRole: settings.OIDC_NEW_ROLE,
    roleClaim: settings.OIDC_ROLE_CLAIM,
    roles: settings.OIDC_ROLES,
  };
}

type Admitted = Extract<Judged, { refused: null }>;
type Found = { staffId: string } | { refused: SsoRefusal };

/**
 * Lets somebody in whom the identity provider vouches for, by the claims that it has signed: who has come before, by its
 * subject; else who has the verified e-mail, and is bound to the subject from then on; else as a new person, where settings
 * say so. Whoever has a second factor here is asked for it, too.
 */
export async function admitBySso(
  ctx: Context,
  claims: Record<string, unknown>,
): Promise<NextStep | { refused: SsoRefusal }> {
  const judged = judgeClaims(claims, rules());
  const answer =
    judged.refused === null
      ? await withTransaction(ctx, async (tx) => {
          const found = await findOrMake(ctx, tx, judged);
          return "refused" in found ? found : nextStepOf({ ...ctx, tx }, { staffId: found.staffId, way: "sso" });
        })
      : judged;
  // An address that the provider has not verified, or that is somebody else's, is nobody's account.
  const account = judged.refused === null ? { email: judged.email } : null;
  if ("refused" in answer && answer.refused !== null)
    noteRefusedSignIn(ctx, { way: "sso", why: answer.refused, account });
  return answer;
}

async function findOrMake(ctx: Context, tx: Tx, judged: Admitted): Promise<Found> {
  const { identity, email, name, newRole } = judged;
  const known =
    (await tx.staff.findUnique({ where: { ssoIdentity: identity } })) ??
    (await tx.staff.findUnique({ where: { email } }));
  if (!known) {
    if (!newRole) return { refused: "not_invited" };
    const staffId = newUuid();
    await tx.staff.create({ data: { id: staffId, email, name, role: newRole, ssoIdentity: identity } });
    await record(ctx, tx, { id: staffId, name, role: newRole }, "staff.joined", { after: { email, role: newRole } });
    return { staffId };
  }
  if (known.disabledAt) return { refused: "disabled" };
  if (known.ssoIdentity !== identity) {
    // Their account here belongs to another account there: an address that was given to somebody else.
    if (known.ssoIdentity !== null) return { refused: "other_account" };
    const isInvited = known.passwordHash === null;
    const joined = { name, setupTokenHash: null, setupExpiresAt: null, linkSealed: null };
    const { count } = await tx.staff.updateMany({
      where: { id: known.id, ssoIdentity: null },
      data: { ssoIdentity: identity, ...(isInvited ? joined : {}) },
    });
    if (count === 0) return { refused: "other_account" };
    await record(ctx, tx, { ...known, name }, isInvited ? "staff.joined" : "staff.sso_linked");
  }
  await followRole(ctx, tx, known, judged.role);
  return { staffId: known.id };
}

interface Person {
  id: string;
  name: string;
  role: string;
}

/** The last admin stays one, whatever the provider says: nobody could undo it. */
async function followRole(ctx: Context, tx: Tx, person: Person, role: StaffRole | undefined): Promise<void> {
  if (role === undefined || role === person.role) return;
  if (person.role === "admin" && !(await hasOtherAdmin(tx, person.id))) return;
  await tx.staff.update({ where: { id: person.id }, data: { role } });
  const change = { before: { role: person.role }, after: { role } };
  await record(ctx, tx, { ...person, role }, "staff.role_changed", change);
}

async function record(ctx: Context, tx: Tx, person: Person, action: string, change?: unknown): Promise<void> {
  const role = STAFF_ROLES.find((one) => one === person.role) ?? "viewer";
  const actor = { kind: "staff", id: person.id, label: person.name, role } as const;
  const objectId = formatId("staff", person.id);
  await recordAudit({ ...ctx, actor }, tx, { action, objectKind: "staff", objectId, change });
}
