import { db, type Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import type { Context } from "@/lib/domain/context.ts";
import { browserWords } from "@/lib/domain/staff/browser-words.ts";
import { spendTicket, type Ticket } from "@/lib/domain/staff/tickets.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

/** A session ends by itself after this, whoever is at work. The cookie ends with it. */
export const SESSION_SECONDS = 8 * 3600;

/** Where a sign-in comes from. */
export interface Visitor {
  address: string;
  userAgent: string | null;
  /** The session that this browser had: it ends, so that one that was planted leads nowhere. */
  earlierSessionId: string | null;
}

export interface StartedSession {
  sessionId: string;
  /** UUID */
  staffId: string;
}

/** A session for a sign-in ticket, which it spends; null when the ticket is not valid, or its owner disabled meanwhile. */
export async function startSession(ctx: Context, input: Visitor & { ticket: string }): Promise<StartedSession | null> {
  return db().$transaction(async (tx) => {
    const ticket = await spendTicket(tx, input.ticket, "sign_in");
    return ticket && openSession(ctx, tx, { ...input, ...ticket });
  });
}

/** Opens a session for somebody who has shown everything that they have to show. */
async function openSession(ctx: Context, tx: Tx, input: Visitor & Ticket): Promise<StartedSession | null> {
  const { staffId, way, address, userAgent, earlierSessionId } = input;
  const [staff] = await tx.staff.updateManyAndReturn({
    where: { id: staffId, disabledAt: null },
    data: { lastSignInAt: new Date() },
  });
  if (!staff) return null;
  await tx.staffSession.deleteMany({
    where: { OR: [{ expiresAt: { lt: new Date() } }, ...(earlierSessionId ? [{ id: earlierSessionId }] : [])] },
  });
  const sessionId = newUuid();
  await tx.staffSession.create({
    data: {
      id: sessionId,
      staffId,
      way,
      address: address.slice(0, 64),
      browser: browserWords(userAgent),
      expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
    },
  });
  const actor = { kind: "staff", id: staffId, label: staff.name, role: staff.role as "viewer" } as const;
  await recordAudit({ ...ctx, actor }, tx, {
    action: "staff.signed_in",
    objectKind: "staff",
    objectId: formatId("staff", staffId),
    change: { after: { way } },
  });
  return { sessionId, staffId };
}
