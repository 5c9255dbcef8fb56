import { isProofOf, proofOf } from "@/lib/crypto.ts";
import { env } from "@/lib/env.ts";
import { formatId, parseId } from "@/lib/ids.ts";

const SEPARATOR = ".";

/**
 * Ends the address of a recipient's own page. Only e-mails to that recipient carry it, so whoever has it reads their
 * mail, and may confirm and unsubscribe without a session.
 */
export function linkToken(recipientId: string): string {
  const id = formatId("alertRecipient", recipientId);
  return `${id}${SEPARATOR}${proofOf("alert-link", id)}`;
}

/** @returns the recipient, or null for what we never wrote */
export function readLinkToken(token: string): string | null {
  const [id = "", proof = "", ...more] = token.split(SEPARATOR);
  const recipientId = parseId("alertRecipient", id);
  if (!recipientId || more.length > 0 || !isProofOf("alert-link", id, proof)) return null;
  return recipientId;
}

/** The page that shows what the recipient gets: it asks before it changes anything, because mail scanners open links. */
export function linkUrl(recipientId: string): string {
  return `${env().PORTAL_URL}/alerts/${linkToken(recipientId)}`;
}

/** What a mail program posts to for its own unsubscribe button (RFC 8058). */
export function unsubscribeUrl(recipientId: string): string {
  return `${linkUrl(recipientId)}/unsubscribe`;
}
