import type { Context } from "@/lib/domain/context.ts";
import { requireInstallation } from "@/lib/domain/system/require-installation.ts";
import { env, givenSetting, type ShownSetting } from "@/lib/env.ts";

/** A setting that only the environment has. */
interface InForce<T> {
  value: T;
  /** The variable that sets it. */
  variable: ShownSetting;
  isGiven: boolean;
}

export interface BreakerSettings {
  breakerFailures: InForce<number>;
  breakerPauseSeconds: InForce<number>;
  breakerMaxPauseSeconds: InForce<number>;
}

export interface NetworkSettings {
  /** Networks that may be sent to though they are not public. */
  egressAllow: InForce<string[]>;
  allowHttp: InForce<boolean>;
}

function inForce<T>(variable: ShownSetting, value: T): InForce<T> {
  return { value, variable, isGiven: givenSetting(variable) !== null };
}

/** When an endpoint that fails is only probed. */
export function getBreakerSettings(ctx: Context): BreakerSettings {
  requireInstallation(ctx, "viewer");
  const settings = env();
  return {
    breakerFailures: inForce("BREAKER_FAILURES", settings.BREAKER_FAILURES),
    breakerPauseSeconds: inForce("BREAKER_PAUSE_SECONDS", settings.BREAKER_PAUSE_SECONDS),
    breakerMaxPauseSeconds: inForce("BREAKER_MAX_PAUSE_SECONDS", settings.BREAKER_MAX_PAUSE_SECONDS),
  };
}

/** Where may be sent to. */
export function getNetworkSettings(ctx: Context): NetworkSettings {
  requireInstallation(ctx, "viewer");
  const networks = (givenSetting("POSTHORN_EGRESS_ALLOW") ?? "").split(",").map((network) => network.trim());
  return {
    egressAllow: inForce("POSTHORN_EGRESS_ALLOW", networks.filter(Boolean)),
    allowHttp: inForce("POSTHORN_ALLOW_HTTP", env().POSTHORN_ALLOW_HTTP),
  };
}
