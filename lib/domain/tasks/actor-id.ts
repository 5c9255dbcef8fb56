import type { Context } from "@/lib/domain/context.ts";

/** Who acts, to be known again: kind and UUID; null for the service itself and for the key of the installation. */
export function actorIdOf({ actor }: Context): string | null {
  return "id" in actor && actor.id !== null ? `${actor.kind} ${actor.id}` : null;
}

/** The member of staff that such an id names; null for everybody else. */
export function staffIdOf(actorId: string | null): string | null {
  const [kind, uuid] = actorId?.split(" ") ?? [];
  return kind === "staff" ? (uuid ?? null) : null;
}
