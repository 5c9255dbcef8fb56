import { unseal } from "@/lib/crypto.ts";
import { db } from "@/lib/db.ts";
import { linkUrl } from "@/lib/domain/staff/set-up.ts";

export interface LinkMail {
  email: string;
  url: string;
  isInvitation: boolean;
  expiresAt: Date;
  /** What names this link and no other, to forget it by. */
  sealed: string;
}

/** The link that waits to be mailed to somebody; null when it was mailed, used, replaced or is over. */
export async function findLinkToMailUnscoped(staffId: string): Promise<LinkMail | null> {
  const staff = await db().staff.findFirst({
    where: { id: staffId, linkSealed: { not: null }, setupExpiresAt: { gt: new Date() }, disabledAt: null },
  });
  if (!staff?.linkSealed || !staff.setupExpiresAt) return null;
  return {
    email: staff.email,
    url: linkUrl(unseal("staff-link", staffId, staff.linkSealed)),
    isInvitation: staff.passwordHash === null && staff.ssoIdentity === null,
    expiresAt: staff.setupExpiresAt,
    sealed: staff.linkSealed,
  };
}

/** Forgets a link that was mailed, unless a newer one has taken its place. */
export async function forgetMailedLinkUnscoped(staffId: string, sealed: string): Promise<void> {
  await db().staff.updateMany({ where: { id: staffId, linkSealed: sealed }, data: { linkSealed: null } });
}
