import { db } from "@/lib/db.ts";
import { findCertificates } from "@/lib/domain/alerts/find-certificates.ts";
import { findFailing } from "@/lib/domain/alerts/find-failing.ts";
import { findWeeks } from "@/lib/domain/alerts/find-weeks.ts";
import { writeAlerts } from "@/lib/domain/alerts/write.ts";

/**
 * Looks at what nobody does at one moment, so that no transaction could tell of it: what fails for an hour, certificates,
 * weeks. Safe to run any number of times, by any worker; one at a time, because who was told lately is looked up.
 * @returns how many alerts that made
 */
export async function noticeAlertsUnscoped(now = new Date()): Promise<number> {
  return db().$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ locked: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtext('posthorn alerts')) as locked`;
    if (!lock?.locked) return 0;
    const found = [...(await findFailing(now)), ...(await findCertificates(now)), ...(await findWeeks(now))];
    return writeAlerts(found, { tx, now });
  });
}
