import {
  DeliveryOptions,
  DeliveryOptionsOut,
  type EffectiveOptionsOut,
  NO_OPTIONS,
} from "@/lib/contract/delivery-options.ts";
import { delaysOf } from "@/lib/contract/retry-delays.ts";
import { settings } from "@/lib/domain/settings/snapshot.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { checkSignatureHeader } from "@/lib/webhook/headers.ts";
import { NEXT_SUFFIX } from "@/lib/webhook/hmac-headers.ts";

/** Longer connecting would only eat into the time for the reply. */
const CONNECT_TIMEOUT_SECONDS = 5;

export function readOptions(stored: unknown): DeliveryOptionsOut {
  return DeliveryOptionsOut.parse({ ...NO_OPTIONS, ...(stored as object) });
}

/** The policy as it was given. */
function givenRetry(retry: DeliveryOptionsOut["retry"]): DeliveryOptions["retry"] {
  if (retry === null) return null;
  const { delaysSeconds, attempts, initialDelaySeconds, multiplier, maxDelaySeconds } = retry;
  if (attempts === null || initialDelaySeconds === null || multiplier === null || maxDelaySeconds === null) {
    return { delaysSeconds };
  }
  return { attempts, initialDelaySeconds, multiplier, maxDelaySeconds };
}

/** @throws InvalidInput for what the schema lets pass and the sender cannot use: an IPv6 range that begins within IPv4. */
function requireNetwork(network: string, index: number): void {
  try {
    parseCidrs(network);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new InvalidInput(["body", "deliveryOptions", "networks", String(index)], cause.message);
  }
}

/** @throws InvalidInput at the name that may not be written, or is written twice */
function requireHeaderNames(profiles: NonNullable<DeliveryOptions["hmacHeaders"]>): void {
  const seen = new Set<string>();
  for (const [index, { header, timestampHeader, eventHeader, deliveryHeader }] of profiles.entries()) {
    for (const [field, name] of Object.entries({ header, timestampHeader, eventHeader, deliveryHeader })) {
      if (name === null || name === undefined) continue;
      const written = field === "header" ? [name, name + NEXT_SUFFIX] : [name];
      const isTwice = written.some((one) => seen.has(one.toLowerCase()));
      const problem = isTwice ? "This header is listed twice." : checkSignatureHeader(name);
      if (problem) throw new InvalidInput(["body", "deliveryOptions", "hmacHeaders", String(index), field], problem);
      for (const one of written) seen.add(one.toLowerCase());
    }
  }
}

/**
 * Absent options stay, null unsets one; null for all unsets all.
 * @throws InvalidInput when what results makes no sense together
 */
export function changeOptions(stored: DeliveryOptionsOut, change: DeliveryOptions | null): DeliveryOptionsOut {
  if (change === null) return NO_OPTIONS;
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const merged = DeliveryOptions.safeParse({ ...stored, retry: givenRetry(stored.retry), ...given });
  if (!merged.success) {
    const [issue] = merged.error.issues;
    throw new InvalidInput(["body", "deliveryOptions", ...(issue?.path.map(String) ?? [])], issue?.message ?? "");
  }
  const { retry, networks, hmacHeaders } = merged.data;
  networks?.forEach(requireNetwork);
  if (hmacHeaders) requireHeaderNames(hmacHeaders);
  const backoff = retry && "attempts" in retry ? retry : null;
  return readOptions({
    ...merged.data,
    retry: retry && {
      delaysSeconds: delaysOf(retry),
      attempts: backoff?.attempts ?? null,
      initialDelaySeconds: backoff?.initialDelaySeconds ?? null,
      multiplier: backoff?.multiplier ?? null,
      maxDelaySeconds: backoff?.maxDelaySeconds ?? null,
    },
  });
}

export function effectiveOptions(options: DeliveryOptionsOut): EffectiveOptionsOut {
  const timeoutSeconds = options.timeoutSeconds ?? settings().requestTimeoutSeconds;
  return {
    timeoutSeconds,
    connectTimeoutSeconds: Math.min(options.connectTimeoutSeconds ?? CONNECT_TIMEOUT_SECONDS, timeoutSeconds),
    retryDelaysSeconds: [...(options.retry?.delaysSeconds ?? settings().retryDelaysSeconds)],
  };
}
