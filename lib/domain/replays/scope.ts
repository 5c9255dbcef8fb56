import { z } from "zod";
import { REPLAYABLE_STATES } from "@/lib/contract/replay.ts";

/** What a replay is to find, as it is stored with its task. Ids are as on the wire. */
export const ReplayScope = z.object({
  /**
   * `failed`: gave up, or were given up because the endpoint went off; `missing`: never tried; `undelivered`: failed, or not sent because
   * the endpoint was off; `again`: failed again in another replay; `filter`: whatever matches.
   */
  what: z.enum(["failed", "missing", "undelivered", "again", "filter"]),
  since: z.string(),
  /** null: the moment of the start. */
  until: z.string().nullable(),
  endpointIds: z.array(z.string()).nullable(),
  eventTypes: z.array(z.string()).nullable(),
  channel: z.string().nullable(),
  tag: z.string().nullable(),
  status: z.number().nullable(),
  statusCodeClass: z.number().nullable(),
  codes: z.array(z.string()).nullable(),
  causes: z.array(z.string()).nullable(),
  states: z.array(z.enum(REPLAYABLE_STATES)).nullable().default(null),
  /** The other replay. */
  failedAgainOf: z.string().nullable().default(null),
  /** Of a replay across applications: which, and what is left out. */
  applicationIds: z.array(z.string()).nullable().default(null),
  excludedApplicationIds: z.array(z.string()).nullable().default(null),
  excludedEndpointIds: z.array(z.string()).nullable().default(null),
  excludedEventTypes: z.array(z.string()).nullable().default(null),
});
export type ReplayScope = z.infer<typeof ReplayScope>;

export const NO_FILTER = {
  endpointIds: null,
  eventTypes: null,
  channel: null,
  tag: null,
  status: null,
  statusCodeClass: null,
  codes: null,
  causes: null,
  states: null,
  failedAgainOf: null,
  applicationIds: null,
  excludedApplicationIds: null,
  excludedEndpointIds: null,
  excludedEventTypes: null,
} as const satisfies Partial<ReplayScope>;

/** Whose deliveries they are: of one endpoint, or of all of an application (`endpointId` null). Ids are UUIDs. */
export interface ReplayPlace {
  applicationId: string;
  endpointId: string | null;
}
