import type { Dispatcher } from "undici";
import type { ConnectionFacts } from "@/worker/send/dial.ts";
import * as handler from "@/worker/send/handler.ts";
import type { Lane } from "@/worker/send/lane.ts";
import type { SendPhase, SendRequest, SendResult } from "@/worker/send/send-result.ts";
import type { Target } from "@/worker/send/target.ts";

/** What an exchange asks of the lanes it travels on. */
export type Transport = {
  /** The lane may carry the next exchange. */
  release(lane: Lane): void;
  /** The lane is in an unknown state and must be closed. */
  discard(lane: Lane): void;
  /** The lane went away under the exchange: send it again on a new connection. */
  redial(exchange: Exchange): void;
  onSettled(exchange: Exchange): void;
};

/** The state of one request, and at the same time its undici handler: one object per request and no closures. */
export type Exchange = {
  readonly request: SendRequest;
  readonly target: Target;
  readonly options: Dispatcher.DispatchOptions;
  readonly transport: Transport;
  readonly resolve: (result: SendResult) => void;
  readonly startedAt: number;
  dueTick: number;
  /** Null while it waits for a lane, and again when it is settled. */
  lane: Lane | null;
  settled: boolean;
  redialled: boolean;
  reused: boolean;
  /** Of the connection that it travels on, or that could not be opened for it. */
  facts: ConnectionFacts | null;
  sentAt: number | null;
  firstByteAt: number | null;
  statusCode: number | null;
  headers: Record<string, string> | null;
  chunks: Buffer[];
  bodyBytes: number;
} & typeof handler;

export function createExchange(
  request: SendRequest,
  target: Target,
  transport: Transport,
  resolve: (result: SendResult) => void,
): Exchange {
  return {
    request,
    target,
    options: {
      // Left out, undici would write its client's own for each request.
      origin: target.origin,
      path: target.path,
      method: (request.method ?? "POST") as Dispatcher.HttpMethod,
      headers: listHeaders(request.headers),
      body: request.body,
    },
    transport,
    resolve,
    startedAt: performance.now(),
    dueTick: 0,
    lane: null,
    settled: false,
    redialled: false,
    reused: false,
    facts: null,
    sentAt: null,
    firstByteAt: null,
    statusCode: null,
    headers: null,
    chunks: [],
    bodyBytes: 0,
    onRequestStart: handler.onRequestStart,
    onResponseStarted: handler.onResponseStarted,
    onResponseStart: handler.onResponseStart,
    onResponseData: handler.onResponseData,
    onResponseEnd: handler.onResponseEnd,
    onResponseError: handler.onResponseError,
  };
}

export function tellPhase(exchange: Exchange, phase: SendPhase): void {
  if (!exchange.request.onPhase) return;
  try {
    exchange.request.onPhase(phase, performance.now() - exchange.startedAt);
  } catch {
    // Watching an exchange must not change it.
  }
}

/** A flat list, as undici likes it best. A compressed reply could be a bomb, and nobody could read the stored part. */
function listHeaders(headers: Record<string, string>): string[] {
  const list: string[] = ["accept-encoding", "identity"];
  for (const name of Object.keys(headers)) {
    if (name.length === 15 && name.toLowerCase() === "accept-encoding") continue;
    list.push(name, headers[name] ?? "");
  }
  return list;
}
