/** A setting as the server tells it to a page. */
export interface InForceValue<T> {
  value: T;
  variable: string;
  isGiven: boolean;
}

export interface RetrySettings {
  scheduleSeconds: InForceValue<readonly number[]>;
  timeoutSeconds: InForceValue<number>;
  offAfterHours: InForceValue<number>;
  breakerFailures: InForceValue<number>;
  breakerPauseSeconds: InForceValue<number>;
  breakerMaxPauseSeconds: InForceValue<number>;
}

export interface RetentionSettings {
  days: InForceValue<number>;
  auditDays: InForceValue<number | null>;
  egressAllow: InForceValue<string[]>;
  allowHttp: InForceValue<boolean>;
}
