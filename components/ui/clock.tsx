"use client";

import type { ReactNode } from "react";
import {
  createContext,
  startTransition,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from "react";
import { keepPreference } from "@/components/ui/preference-cookie.ts";
import { currentMs } from "@/components/ui/server-clock.ts";
import { ZONE_COOKIE } from "@/components/ui/zone.ts";

/** `mixed` lets each place choose; the other two are the reader's wish for the whole page. */
export type TimeMode = "mixed" | "relative" | "absolute";

type Clock = {
  /** IANA name of the zone in which times are shown. */
  zone: string;
  setZone: (zone: string) => void;
  /** The server's clock when it rendered this page: what the first client render repeats, so that both agree. */
  serverNowMs: number;
  mode: TimeMode;
  setMode: (mode: TimeMode) => void;
};

const ClockContext = createContext<Clock>({
  zone: "UTC",
  setZone: () => {},
  serverNowMs: 0,
  mode: "mixed",
  setMode: () => {},
});

let tickMs = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  tickMs = currentMs();
  for (const listener of listeners) listener();
}

// One interval for the whole page, however many times are on it.
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    tickMs = currentMs();
    timer = setInterval(tick, 1000);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function lastTickMs(): number {
  if (tickMs === 0 || listeners.size === 0) tickMs = currentMs();
  return tickMs;
}

export function useClock(): Clock {
  return useContext(ClockContext);
}

/**
 * Text that depends on the time. The page re-renders where the text changed and nowhere else.
 * `read` receives the current time in milliseconds and must be pure.
 */
export function useTimeText(read: (nowMs: number) => string): string {
  const { serverNowMs } = useClock();
  return useSyncExternalStore(
    subscribe,
    () => read(lastTickMs()),
    () => read(serverNowMs),
  );
}

export function ClockProvider(props: { zone: string; zoneKnown: boolean; nowMs: number; children: ReactNode }) {
  const [zone, setZoneState] = useState(props.zone);
  const [mode, setMode] = useState<TimeMode>("mixed");
  const [serverNowMs] = useState(props.nowMs);

  const setZone = useCallback((next: string) => {
    keepPreference(ZONE_COOKIE, next);
    setZoneState(next);
  }, []);

  useEffect(() => {
    // Every time on the page may change: in the background.
    if (!props.zoneKnown) startTransition(() => setZone(Intl.DateTimeFormat().resolvedOptions().timeZone));
  }, [props.zoneKnown, setZone]);

  const clock = useMemo(() => ({ zone, setZone, serverNowMs, mode, setMode }), [zone, setZone, serverNowMs, mode]);
  return <ClockContext value={clock}>{props.children}</ClockContext>;
}
