import { secondsUntilTry, type Try } from "@/lib/domain/staff/failed-sign-ins.ts";
import { ProblemError } from "@/lib/errors.ts";

/** @throws ProblemError `rate_limited` while what is tried was wrong too often. */
export function refuseTooMany(tried: Try): void {
  const retryAfterSeconds = secondsUntilTry(tried, Date.now());
  if (retryAfterSeconds > 0)
    throw new ProblemError("rate_limited", "Too many wrong tries. Try again later.", { retryAfterSeconds });
}
