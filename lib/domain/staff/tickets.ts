import { hashToken, newToken } from "@/lib/crypto.ts";
import type { Tx } from "@/lib/db.ts";

/** How somebody has shown who they are. */
export type Way = "password" | "sso";
/** `sign_in` buys a session; `second_step` only the question for the code. Neither opens anything by itself. */
export type Purpose = "sign_in" | "second_step";

export interface Ticket {
  staffId: string;
  way: Way;
}

const SECONDS: Record<Purpose, number> = { sign_in: 60, second_step: 600 };
/** Of codes at one ticket; the next one takes the password again. */
const MAX_TRIES = 5;

/**
 * A ticket for the next step. Of those that ask for a code the earlier ones of this person end, so that guessing goes on at
 * one only; two browsers that sign in at the same moment may. Its answer is the only copy.
 */
export async function giveTicket(tx: Tx, input: Ticket & { purpose: Purpose }): Promise<string> {
  const { staffId, purpose, way } = input;
  const token = newToken("");
  await tx.staffTicket.deleteMany({
    where: { OR: [{ staffId, purpose: "second_step" }, { expiresAt: { lt: new Date() } }] },
  });
  await tx.staffTicket.create({
    data: {
      tokenHash: new Uint8Array(hashToken(token)),
      staffId,
      purpose,
      way,
      expiresAt: new Date(Date.now() + SECONDS[purpose] * 1000),
    },
  });
  return token;
}

function isValid(token: string, purpose: Purpose) {
  return { tokenHash: new Uint8Array(hashToken(token)), purpose, expiresAt: { gt: new Date() } };
}

/** Whose ticket it is, one try more on it; null when it is unknown, too old or tried too often. */
export async function tryTicket(tx: Tx, token: string): Promise<Ticket | null> {
  const [ticket] = await tx.staffTicket.updateManyAndReturn({
    where: { ...isValid(token, "second_step"), tries: { lt: MAX_TRIES } },
    data: { tries: { increment: 1 } },
  });
  return ticket ? { staffId: ticket.staffId, way: ticket.way as Way } : null;
}

/** Spends a ticket: of simultaneous callers the one that deletes the row has it. */
export async function spendTicket(tx: Tx, token: string, purpose: Purpose): Promise<Ticket | null> {
  const where = isValid(token, purpose);
  const ticket = await tx.staffTicket.findFirst({ where });
  if (!ticket) return null;
  const { count } = await tx.staffTicket.deleteMany({ where });
  return count === 1 ? { staffId: ticket.staffId, way: ticket.way as Way } : null;
}
