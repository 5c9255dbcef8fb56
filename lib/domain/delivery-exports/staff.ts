import type { Actor, Context } from "@/lib/domain/context.ts";
import { Forbidden } from "@/lib/errors.ts";

/** Exports belong to the person who asked for them: nobody else fetches what they may see. @throws Forbidden */
export function requireStaff({ actor }: Context): Extract<Actor, { kind: "staff" }> {
  if (actor.kind !== "staff") throw new Forbidden();
  return actor;
}
