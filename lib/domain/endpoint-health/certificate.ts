const DAY_MS = 86_400_000;

/** Warned when so many days are left, the nearest first. */
const CERTIFICATE_STEPS_DAYS = [1, 7, 14, 30] as const;

export interface CertificateWarning {
  /** The step that was reached last. */
  stepDays: number;
  /** Whole days that are left; 0 on the last. */
  daysLeft: number;
}

/** What there is to say about a certificate that ends then; null while that is more than 30 days away, or past. */
export function certificateWarning(notAfter: Date | null, nowMs: number): CertificateWarning | null {
  const leftMs = (notAfter?.getTime() ?? 0) - nowMs;
  const stepDays = CERTIFICATE_STEPS_DAYS.find((days) => leftMs <= days * DAY_MS);
  if (leftMs <= 0 || stepDays === undefined) return null;
  return { stepDays, daysLeft: Math.floor(leftMs / DAY_MS) };
}
