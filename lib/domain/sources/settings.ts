import type { SourceOut, SourceSettings } from "@/lib/contract/source.ts";
import { SourceSettings as StoredSettings } from "@/lib/contract/source.ts";
import { env } from "@/lib/env.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { parseCidrs } from "@/lib/webhook/address.ts";
import { USUAL_HMAC } from "@/lib/webhook/inbound/hmac.ts";
import { type SourceKind, USUAL_EVENT_ID, USUAL_EVENT_TYPE } from "@/lib/webhook/inbound/kinds.ts";

/** As Stripe, Slack and Standard Webhooks advise. */
const TOLERANCE_SECONDS = 300;
const RATE_PER_MINUTE = 600;

/** What holds for a source once what it leaves open is filled in. */
export type EffectiveSettings = Pick<
  SourceOut,
  "toleranceSeconds" | "eventType" | "eventId" | "networks" | "ratePerMinute" | "channels"
> & { hmac: NonNullable<SourceOut["hmac"]> };

export function readSettings(stored: unknown): SourceSettings {
  return StoredSettings.parse(stored);
}

export function effectiveSettings(kind: SourceKind, given: SourceSettings): EffectiveSettings {
  const { hmac, toleranceSeconds, eventType, eventId, networks, ratePerMinute, channels } = given;
  return {
    hmac: hmac ? { ...hmac, header: hmac.header.toLowerCase() } : USUAL_HMAC,
    toleranceSeconds: toleranceSeconds ?? TOLERANCE_SECONDS,
    eventType: eventType ?? USUAL_EVENT_TYPE[kind],
    eventId: eventId ?? USUAL_EVENT_ID[kind],
    networks: networks ?? null,
    ratePerMinute: ratePerMinute ?? RATE_PER_MINUTE,
    channels: channels ?? null,
  };
}

/** Absent settings stay, null unsets one. @throws InvalidInput for what the schema lets pass and makes no sense. */
export function changeSettings(kind: SourceKind, stored: SourceSettings, change: SourceSettings): SourceSettings {
  const { hmac, toleranceSeconds, eventType, eventId, networks, ratePerMinute, channels } = change;
  if (hmac && kind !== "hmac") throw new InvalidInput(["body", "hmac"], "is for sources of the kind hmac only");
  for (const [n, network] of (networks ?? []).entries()) requireNetwork(network, n);
  const given = { hmac, toleranceSeconds, eventType, eventId, networks, ratePerMinute, channels };
  const merged = { ...stored, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}

function requireNetwork(network: string, index: number): void {
  try {
    parseCidrs(network);
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new InvalidInput(["body", "networks", String(index)], cause.message);
  }
}

/** Sources that verify nothing are the installation's own decision, asked for again at every request. */
export function isKindAllowed(kind: SourceKind): boolean {
  return kind !== "none" || env().POSTHORN_ALLOW_UNSIGNED_SOURCES;
}
