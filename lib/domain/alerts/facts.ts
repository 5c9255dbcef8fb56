import { z } from "zod";

const Count = z.number();
const Moment = z.iso.datetime();
/** What the endpoint was called then, and the host that it is at: the rest of a URL may be a secret. */
const OfEndpoint = { endpointName: z.string(), host: z.string() };

/** A fact as it is stored with an alert. */
export const AlertFacts = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("failing"),
    ...OfEndpoint,
    since: Moment,
    /** In a row; 0 while some arrive. */
    failures: Count,
    cause: z.string().nullable(),
    turnsOffAt: Moment.nullable(),
  }),
  z.object({ kind: z.literal("turning_off"), ...OfEndpoint, since: Moment, turnsOffAt: Moment }),
  z.object({
    kind: z.literal("turned_off"),
    ...OfEndpoint,
    at: Moment,
    reason: z.enum(["gone", "failing"]),
    since: Moment.nullable(),
  }),
  z.object({
    kind: z.literal("certificate"),
    ...OfEndpoint,
    notAfter: Moment,
    daysLeft: Count,
    /** When we last met it. */
    seenAt: Moment,
  }),
  z.object({
    kind: z.literal("weekly_summary"),
    from: Moment,
    to: Moment,
    delivered: Count,
    total: Count,
    endpointCount: Count,
    worst: z.array(z.object({ endpointName: z.string(), delivered: Count, total: Count })),
    /** Seven days, the oldest first. */
    days: z.array(z.object({ delivered: Count, failed: Count })),
  }),
]);
export type AlertFacts = z.infer<typeof AlertFacts>;
export type FactsOf<K extends AlertFacts["kind"]> = Extract<AlertFacts, { kind: K }>;

/** What is shown of an endpoint's URL. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

export interface NewAlert {
  applicationId: string;
  endpointId: string | null;
  /** Tells the fact from others of the recipient. */
  factKey: string;
  facts: AlertFacts;
  /** Whoever was told the same of this endpoint within so many hours is not told again. */
  quietHours?: number;
  /** Only recipients who live by this time zone. */
  timeZone?: string;
}
