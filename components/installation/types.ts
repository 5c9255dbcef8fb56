/** A setting that only the environment has, as the server tells it to a page. */
interface InForceValue<T> {
  value: T;
  variable: string;
  isGiven: boolean;
}

export interface BreakerSettings {
  breakerFailures: InForceValue<number>;
  breakerPauseSeconds: InForceValue<number>;
  breakerMaxPauseSeconds: InForceValue<number>;
}

export interface NetworkSettings {
  egressAllow: InForceValue<string[]>;
  allowHttp: InForceValue<boolean>;
}
