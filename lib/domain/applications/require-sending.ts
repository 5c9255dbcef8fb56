import type { Tx } from "@/lib/db.ts";
import { Suspended } from "@/lib/errors.ts";

/**
 * For what a person wants sent at once.
 * @throws ProblemError `application_suspended`
 */
export async function requireSending(tx: Tx, applicationId: string): Promise<void> {
  const suspended = await tx.application.findFirst({
    where: { id: applicationId, suspendedAt: { not: null } },
    select: { id: true },
  });
  if (suspended) throw new Suspended();
}
