import { Prisma } from "@/generated/prisma/client.ts";
import { Uid } from "@/lib/contract/common.ts";
import { Conflict, InvalidInput } from "@/lib/errors.ts";
import { ID_PREFIXES, type IdKind } from "@/lib/ids.ts";

/** @throws InvalidInput when the uid looks like an id: a path could not tell the two apart. */
export function requireUid(kind: IdKind, uid: string | null | undefined): void {
  if (uid?.startsWith(ID_PREFIXES[kind])) {
    throw new InvalidInput(["body", "uid"], `A uid must not begin with ${ID_PREFIXES[kind]}`);
  }
}

/**
 * The uid that an upsert creates under: that of the path, which the body may repeat.
 * @throws InvalidInput when the body names another one, or the path one that no body could.
 */
export function uidForUpsert(pathUid: string, bodyUid: string | null | undefined): string {
  if (bodyUid !== null && bodyUid !== undefined && bodyUid !== pathUid) {
    throw new InvalidInput(["body", "uid"], "The uid must be the one of the path");
  }
  const uid = Uid.safeParse(pathUid);
  if (!uid.success) throw new InvalidInput(["path", "uid"], uid.error.issues[0]?.message ?? "is not a uid");
  return uid.data;
}

/** Runs a write; its uid being taken (of two writers at once, the later) becomes a Conflict. */
export async function conflictWhenTaken<T>(noun: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") throw uidTaken(noun);
    throw error;
  }
}

export function uidTaken(noun: string): Conflict {
  return new Conflict(`An ${noun} with this uid already exists.`);
}
