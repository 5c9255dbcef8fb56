import { unseal } from "@/lib/crypto.ts";
import { db } from "@/lib/db.ts";
import { linkUrl } from "@/lib/domain/staff/set-up.ts";

export interface LinkMail {
  email: string;
  url: string;
  isInvitation: boolean;
  expiresAt: Date;
  /** What names this link and no other, to forget it by. */
  tokenHash: Uint8Array<ArrayBuffer>;
}

/** The link that waits to be mailed to somebody; null when it was mailed, used, replaced or is over. */
export async function findLinkToMailUnscoped(staffId: string): Promise<LinkMail | null> {
  const staff = await db().staff.findFirst({
    where: { id: staffId, linkSealed: { not: null }, setupExpiresAt: { gt: new Date() }, disabledAt: null },
  });
  if (!staff?.linkSealed || !staff.setupExpiresAt || !staff.setupTokenHash) return null;
  return {
    email: staff.email,
    url: linkUrl(unseal("staff.link_sealed", { id: staffId, applicationId: null }, staff.linkSealed)),
    isInvitation: staff.passwordHash === null && staff.ssoIdentity === null,
    expiresAt: staff.setupExpiresAt,
    tokenHash: staff.setupTokenHash,
  };
}

/** Forgets a link that was mailed, unless a newer one has taken its place. */
export async function forgetMailedLinkUnscoped(staffId: string, tokenHash: Uint8Array<ArrayBuffer>): Promise<void> {
  await db().staff.updateMany({ where: { id: staffId, setupTokenHash: tokenHash }, data: { linkSealed: null } });
}
