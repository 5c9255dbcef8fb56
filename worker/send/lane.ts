import { Client } from "undici";
import { openConnection } from "@/worker/send/connector.ts";
import {
  type ConnectionFacts,
  type Dial,
  type DialPhase,
  type DialTarget,
  type Network,
  startDial,
} from "@/worker/send/dial.ts";
import { type Exchange, tellPhase } from "@/worker/send/exchange.ts";

/** Where requests to one origin go: one or more lanes, and a queue when all of them are taken. */
export type Origin = {
  readonly key: string;
  readonly url: string;
  readonly dial: DialTarget;
  /** Last in, first out, so that lanes that are not needed grow old and close. */
  readonly idle: Lane[];
  readonly waiting: Set<Exchange>;
  laneCount: number;
};

/** One connection at a time to one origin, carrying one exchange at a time. */
export type Lane = {
  readonly origin: Origin;
  readonly client: Client;
  readonly openedAt: number;
  exchange: Exchange | null;
  /** How many exchanges the present connection has carried. */
  exchanges: number;
  facts: ConnectionFacts | null;
  dial: Dial | null;
  failure: { error: unknown; phase: DialPhase; facts: ConnectionFacts } | null;
  /** The first error of the present connection: undici reports the last, which may only say that it closed. */
  brokenBy: Error | null;
  readonly abort: AbortController;
  closed: boolean;
};

const KEEP_ALIVE_MS = 65_000;
const KEEP_ALIVE_MAX_MS = 300_000;
const MAX_HEADER_BYTES = 16 * 1024;

/** Replaces what went wrong while dialling, because undici treats some codes of errors in special ways. */
class DialFailed extends Error {
  override readonly name = "DialFailed";
  readonly code = "DIAL_FAILED";
}

/**
 * undici's own pool is not used: it cannot say on which connection a request went, take a queued request back,
 * or pick a free connection without looking through all of them.
 */
export function openLane(network: Network, origin: Origin, onIdleClose: (lane: Lane) => void): Lane {
  const client = new Client(origin.url, {
    connect: (_options, callback) => {
      const dial = startDial(lane.abort.signal, (phase) => {
        if (lane.exchange) tellPhase(lane.exchange, phase);
      });
      lane.dial = dial;
      lane.failure = null;

      openConnection(network, origin.dial, dial).then(
        (socket) => {
          lane.dial = null;
          lane.facts = dial.facts;
          lane.exchanges = 0;
          lane.brokenBy = null;
          socket.once("error", (error) => {
            lane.brokenBy = error;
          });
          callback(null, socket);
        },
        (error: unknown) => {
          lane.dial = null;
          lane.failure = { error, phase: dial.phase, facts: dial.facts };
          callback(new DialFailed("could not connect", { cause: error }), null);
        },
      );
    },
    pipelining: 1,
    // Deadlines cover the whole exchange and are kept elsewhere; these would only watch for gaps.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MAX_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
    allowH2: false,
  });

  const lane: Lane = {
    origin,
    client,
    openedAt: performance.now(),
    exchange: null,
    exchanges: 0,
    facts: null,
    dial: null,
    failure: null,
    brokenBy: null,
    abort: new AbortController(),
    closed: false,
  };
  client.on("disconnect", () => {
    if (lane.exchange === null) onIdleClose(lane);
  });
  return lane;
}

export function closeLane(lane: Lane): void {
  lane.closed = true;
  lane.abort.abort();
  // Later, because undici must not be destroyed from within one of its own callbacks.
  setImmediate(() => lane.client.destroy(() => {}));
}
