import { secondsUntilTry, type Try } from "@/lib/domain/staff/failed-sign-ins.ts";
import { ProblemError } from "@/lib/errors.ts";

/**
 * @param onRefused told before it throws
 * @throws ProblemError `rate_limited` while what is tried was wrong too often.
 */
export function refuseTooMany(tried: Try, onRefused?: () => void): void {
  const retryAfterSeconds = secondsUntilTry(tried, Date.now());
  if (retryAfterSeconds <= 0) return;
  onRefused?.();
  throw new ProblemError("rate_limited", "Too many wrong tries. Try again later.", { retryAfterSeconds });
}
