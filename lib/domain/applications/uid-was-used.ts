import { db } from "@/lib/db.ts";

/** Whether an application ever had this uid, deleted ones included. */
export async function applicationUidWasUsed(organizationId: string, uid: string): Promise<boolean> {
  const found = await db().application.findFirst({ where: { organizationId, uid }, select: { id: true } });
  return found !== null;
}
