import { createDeadlineWheel } from "@/worker/send/deadline-wheel.ts";
import type { Network } from "@/worker/send/dial.ts";
import type { Exchange, Transport } from "@/worker/send/exchange.ts";
import { closeLane, type Lane, type Origin, openLane } from "@/worker/send/lane.ts";
import { expire } from "@/worker/send/settle.ts";
import type { Target } from "@/worker/send/target.ts";

const MAX_LANES_PER_ORIGIN = 64;
const MAX_IDLE_LANES = 2_048;
/** A name that was moved to another address is followed after this long, even while the old connection is busy. */
const MAX_LANE_AGE_MS = 300_000;

export type Router = Transport & {
  start(exchange: Exchange): void;
  /** Lets what is under way finish, then closes every connection. */
  close(): Promise<void>;
};

/** Puts exchanges on lanes. An origin exists as long as it has lanes, so that idle ones vanish with their connections. */
export function createRouter(network: Network): Router {
  const origins = new Map<string, Origin>();
  const idleLanes = new Set<Lane>();
  const wheel = createDeadlineWheel<Exchange>(expire);
  let underway = 0;
  let isClosing = false;
  let onDrained: (() => void) | null = null;

  function start(exchange: Exchange): void {
    underway++;
    wheel.add(exchange, exchange.request.timeoutMs);

    const origin = origins.get(exchange.target.key) ?? openOrigin(exchange.target);
    const lane = origin.idle.pop();
    if (lane) {
      idleLanes.delete(lane);
      put(exchange, lane);
    } else if (origin.laneCount < MAX_LANES_PER_ORIGIN) {
      put(exchange, addLane(origin));
    } else {
      origin.waiting.add(exchange);
    }
  }

  function put(exchange: Exchange, lane: Lane): void {
    lane.exchange = exchange;
    exchange.lane = lane;
    lane.client.dispatch(exchange.options, exchange);
  }

  function release(lane: Lane): void {
    if (lane.closed) return;
    if (isClosing || performance.now() - lane.openedAt > MAX_LANE_AGE_MS) {
      discard(lane);
      return;
    }

    lane.exchange = null;
    const next = takeWaiting(lane.origin);
    if (next) put(next, lane);
    else rest(lane);
  }

  function rest(lane: Lane): void {
    lane.origin.idle.push(lane);
    idleLanes.add(lane);
    const [oldest] = idleLanes;
    if (oldest && idleLanes.size > MAX_IDLE_LANES) dropIdle(oldest);
  }

  function discard(lane: Lane): void {
    if (lane.closed) return;
    lane.exchange = null;
    remove(lane);

    const next = takeWaiting(lane.origin);
    if (next) put(next, addLane(lane.origin));
  }

  function dropIdle(lane: Lane): void {
    if (lane.closed || !idleLanes.delete(lane)) return;
    const index = lane.origin.idle.indexOf(lane);
    if (index !== -1) lane.origin.idle.splice(index, 1);
    remove(lane);
  }

  function redial(exchange: Exchange): void {
    const stale = exchange.lane;
    if (stale === null) return;
    stale.exchange = null;
    remove(stale);
    put(exchange, addLane(stale.origin));
  }

  function addLane(origin: Origin): Lane {
    origin.laneCount++;
    // A redial may come after the last lane was removed and the origin forgotten.
    origins.set(origin.key, origin);
    return openLane(network, origin, dropIdle);
  }

  function remove(lane: Lane): void {
    closeLane(lane);
    lane.origin.laneCount--;
    if (lane.origin.laneCount === 0 && lane.origin.waiting.size === 0) origins.delete(lane.origin.key);
  }

  function openOrigin({ key, origin: url, dial }: Target): Origin {
    const origin: Origin = { key, url, dial, idle: [], waiting: new Set(), laneCount: 0 };
    origins.set(key, origin);
    return origin;
  }

  function onSettled(exchange: Exchange): void {
    underway--;
    wheel.delete(exchange);
    origins.get(exchange.target.key)?.waiting.delete(exchange);
    if (underway === 0) onDrained?.();
  }

  async function close(): Promise<void> {
    isClosing = true;
    if (underway > 0) {
      await new Promise<void>((resolve) => {
        onDrained = resolve;
      });
    }
    wheel.stop();
    for (const lane of [...idleLanes]) dropIdle(lane);
  }

  return { start, release, discard, redial, onSettled, close };
}

function takeWaiting({ waiting }: Origin): Exchange | null {
  const [next] = waiting;
  if (next) waiting.delete(next);
  return next ?? null;
}
