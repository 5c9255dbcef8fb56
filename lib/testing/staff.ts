import { randomUUID } from "node:crypto";
import type { StaffRole } from "@/lib/contract/operation.ts";
import { db } from "@/lib/db.ts";
import type { Context } from "@/lib/domain/context.ts";
import { findStaff } from "@/lib/domain/staff/find.ts";
import { hashPassword } from "@/lib/domain/staff/password.ts";
import { startSession, type Visitor } from "@/lib/domain/staff/sessions.ts";
import { nextStepOf } from "@/lib/domain/staff/sign-in.ts";
import { ProblemError } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";
import { SYSTEM } from "@/lib/testing/access.ts";

export const PASSWORD = "correct horse battery";

let addresses = 0;
/** One that nobody has tried anything from. */
export const nextAddress = () => `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`;

export function aVisitor(): Visitor {
  const userAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
  return { address: nextAddress(), userAgent, earlierSessionId: null };
}

/** The code of a refusal, to compare. */
export const codeOf = (error: unknown) => (error instanceof ProblemError ? error.code : String(error));

let hash: Promise<string> | undefined;

export async function aStaff(email = `${randomUUID()}@posthorn.test`, role: StaffRole = "admin"): Promise<string> {
  const known = await db().staff.findUnique({ where: { email }, select: { id: true } });
  if (known) return known.id;
  hash ??= hashPassword(PASSWORD);
  const data = { id: newUuid(), email, name: email.split("@", 1)[0] ?? email, role, passwordHash: await hash };
  await db().staff.create({ data });
  return data.id;
}

/** Somebody of this e-mail in a session of their own; they have no second factor. */
export async function signedIn(
  email?: string,
  { earlierSessionId = null, role }: { earlierSessionId?: string | null; role?: StaffRole } = {},
): Promise<{ ctx: Context; sessionId: string; staffId: string }> {
  const staffId = await aStaff(email, role);
  const { ticket } = await nextStepOf(SYSTEM, { staffId, way: "password" });
  const session = await startSession(SYSTEM, { ...aVisitor(), earlierSessionId, ticket });
  const found = session && (await findStaff(session.sessionId));
  if (!found) throw new Error("not signed in");
  return { ctx: { actor: found.actor, requestId: "test" }, sessionId: session.sessionId, staffId };
}
