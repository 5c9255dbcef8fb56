import type { StaffIn, StaffInvitedOut, StaffLinkOut } from "@/lib/contract/staff.ts";
import { newToken, seal } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { toStaffOut } from "@/lib/domain/staff/out.ts";
import { requireAdmin } from "@/lib/domain/staff/require.ts";
import { linkFields, linkUrl } from "@/lib/domain/staff/set-up.ts";
import { env } from "@/lib/env.ts";
import { Conflict, NotFound } from "@/lib/errors.ts";
import { formatId, newUuid, parseId } from "@/lib/ids.ts";
import { enqueue } from "@/lib/queue.ts";

const INVITATION_HOURS = 72;
const RESET_HOURS = 24;

/**
 * Invites somebody: an account that has nothing to sign in with, and the link that changes that.
 * @throws Conflict when there is somebody of this e-mail.
 */
export async function inviteStaff(ctx: Context, input: StaffIn): Promise<StaffInvitedOut> {
  requireAdmin(ctx);
  const email = input.email.trim().toLowerCase();
  const id = newUuid();
  return withTransaction(ctx, async (tx) => {
    const data = { id, email, name: email.split("@", 1)[0] ?? email, role: input.role };
    const { count } = await tx.staff.createMany({ data, skipDuplicates: true });
    if (count === 0) throw new Conflict("Somebody with this e-mail exists already.");
    const link = await issueLink(tx, id, INVITATION_HOURS);
    await recordAudit(ctx, tx, {
      action: "staff.invited",
      objectKind: "staff",
      objectId: formatId("staff", id),
      change: { after: { email, role: input.role } },
    });
    return { staff: toStaffOut(await tx.staff.findUniqueOrThrow({ where: { id } })), link };
  });
}

/**
 * A new link: the invitation again, or for somebody who has joined one to choose a new password with. The link before it
 * ends.
 * @throws Conflict for somebody who is disabled.
 */
export async function issueStaffLink(ctx: Context, input: { staffId: string }): Promise<StaffLinkOut> {
  requireAdmin(ctx);
  const id = parseId("staff", input.staffId);
  if (!id) throw new NotFound();

  return withTransaction(ctx, async (tx) => {
    const row = await tx.staff.findUnique({ where: { id } });
    if (!row) throw new NotFound();
    const { state } = toStaffOut(row);
    if (state === "disabled") throw new Conflict("Their account is turned off. Turn it on first.");
    const isInvited = state === "invited";
    const link = await issueLink(tx, id, isInvited ? INVITATION_HOURS : RESET_HOURS);
    await recordAudit(ctx, tx, {
      action: isInvited ? "staff.invited_again" : "staff.reset_link_issued",
      objectKind: "staff",
      objectId: formatId("staff", id),
    });
    return link;
  });
}

/**
 * Takes an invitation back: its link and the account end.
 * @throws Conflict for somebody who has joined: what they did must stay theirs.
 */
export async function withdrawInvitation(ctx: Context, input: { staffId: string }): Promise<void> {
  requireAdmin(ctx);
  const id = parseId("staff", input.staffId);
  if (!id) throw new NotFound();

  await withTransaction(ctx, async (tx) => {
    const [gone] = await tx.$queryRaw<{ email: string }[]>`
      delete from staff where id = ${id}::uuid and password_hash is null and sso_identity is null returning email`;
    if (!gone) {
      if (!(await tx.staff.findUnique({ where: { id }, select: { id: true } }))) throw new NotFound();
      throw new Conflict("They have joined already. Turn their account off instead.");
    }
    await recordAudit(ctx, tx, {
      action: "staff.invitation_withdrawn",
      objectKind: "staff",
      objectId: formatId("staff", id),
      change: { before: { email: gone.email } },
    });
  });
}

/** The row keeps the hash; the link itself only where a worker is to mail it, sealed and until it has done so. */
async function issueLink(tx: Tx, id: string, hours: number): Promise<StaffLinkOut> {
  const token = newToken("");
  const isMailed = env().SMTP_URL !== undefined;
  const fields = {
    ...linkFields(token, hours),
    ...(isMailed ? { linkSealed: seal("staff.link_sealed", { id, applicationId: null }, token) } : {}),
  };
  await tx.staff.update({ where: { id }, data: fields });
  if (isMailed)
    await enqueue(tx, "mail_staff_link", { staffId: id }, { jobKey: `mail_staff_link ${id}`, maxAttempts: 8 });
  return { url: linkUrl(token), expiresAt: fields.setupExpiresAt.toISOString(), isMailed };
}
