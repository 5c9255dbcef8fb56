import type { Actor, Context } from "@/lib/domain/context.ts";
import { Forbidden } from "@/lib/errors.ts";

export type StaffActor = Extract<Actor, { kind: "staff" }> & { sessionId: string };

/** @throws Forbidden for everybody but a member of staff in a session of their own. */
export function requireSelf(ctx: Context): StaffActor {
  const { actor } = ctx;
  if (actor.kind !== "staff" || actor.sessionId === undefined) throw new Forbidden();
  return { ...actor, sessionId: actor.sessionId };
}

/** Who may see and change other people: admins, and the service itself. No API key: whoever has one would be an admin. */
export function requireAdmin(ctx: Context): void {
  const { actor } = ctx;
  if (actor.kind === "system") return;
  if (actor.kind !== "staff" || actor.role !== "admin") throw new Forbidden();
}
