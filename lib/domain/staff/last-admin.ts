import type { Tx } from "@/lib/db.ts";
import { HAS_JOINED } from "@/lib/domain/staff/set-up.ts";
import { Conflict } from "@/lib/errors.ts";

/** Two admins who lower each other at the same moment must not both succeed: whoever comes second waits, and looks again. */
const LOCK = 7_106_021;

/** Whether anybody else could still manage the staff. Holds the lock until the transaction ends. */
export async function hasOtherAdmin(tx: Tx, id: string): Promise<boolean> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${LOCK})`;
  const where = { ...HAS_JOINED, role: "admin", disabledAt: null, id: { not: id } };
  return (await tx.staff.findFirst({ where, select: { id: true } })) !== null;
}

/** @throws Conflict when nobody would be left who may manage the staff. */
export async function requireOtherAdmin(tx: Tx, id: string): Promise<void> {
  if (await hasOtherAdmin(tx, id)) return;
  throw new Conflict("This is the only admin left. Make somebody else an admin first.");
}
