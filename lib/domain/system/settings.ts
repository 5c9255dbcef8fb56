import type { Context } from "@/lib/domain/context.ts";
import { requireInstallation } from "@/lib/domain/system/require-installation.ts";
import { env, givenSetting, type ShownSetting } from "@/lib/env.ts";

export interface InForce<T> {
  value: T;
  /** The variable of the environment that sets it. */
  variable: ShownSetting;
  isGiven: boolean;
}

export interface RetrySettings {
  scheduleSeconds: InForce<readonly number[]>;
  timeoutSeconds: InForce<number>;
  offAfterHours: InForce<number>;
  breakerFailures: InForce<number>;
  breakerPauseSeconds: InForce<number>;
  breakerMaxPauseSeconds: InForce<number>;
}

export interface RetentionSettings {
  days: InForce<number>;
  /** Null keeps the entries for good. */
  auditDays: InForce<number | null>;
  /** Networks that may be sent to though they are not public. */
  egressAllow: InForce<string[]>;
  allowHttp: InForce<boolean>;
}

function inForce<T>(variable: ShownSetting, value: T): InForce<T> {
  return { value, variable, isGiven: givenSetting(variable) !== null };
}

/** What holds for every endpoint that says nothing else. */
export function getRetrySettings(ctx: Context): RetrySettings {
  requireInstallation(ctx, "viewer");
  const settings = env();
  return {
    scheduleSeconds: inForce("RETRY_SCHEDULE_SECONDS", settings.RETRY_SCHEDULE_SECONDS),
    timeoutSeconds: inForce("REQUEST_TIMEOUT_SECONDS", settings.REQUEST_TIMEOUT_SECONDS),
    offAfterHours: inForce("ENDPOINT_OFF_AFTER_HOURS", settings.ENDPOINT_OFF_AFTER_HOURS),
    breakerFailures: inForce("BREAKER_FAILURES", settings.BREAKER_FAILURES),
    breakerPauseSeconds: inForce("BREAKER_PAUSE_SECONDS", settings.BREAKER_PAUSE_SECONDS),
    breakerMaxPauseSeconds: inForce("BREAKER_MAX_PAUSE_SECONDS", settings.BREAKER_MAX_PAUSE_SECONDS),
  };
}

/** How long what is kept, and where may be sent to. */
export function getRetentionSettings(ctx: Context): RetentionSettings {
  requireInstallation(ctx, "viewer");
  const settings = env();
  const networks = (givenSetting("POSTHORN_EGRESS_ALLOW") ?? "").split(",").map((network) => network.trim());
  return {
    days: inForce("POSTHORN_RETENTION_DAYS", settings.POSTHORN_RETENTION_DAYS),
    auditDays: inForce("POSTHORN_AUDIT_RETENTION_DAYS", settings.POSTHORN_AUDIT_RETENTION_DAYS ?? null),
    egressAllow: inForce("POSTHORN_EGRESS_ALLOW", networks.filter(Boolean)),
    allowHttp: inForce("POSTHORN_ALLOW_HTTP", settings.POSTHORN_ALLOW_HTTP),
  };
}
