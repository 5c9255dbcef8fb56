"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Param, ParamChanges, ParamHistory, Params, ParamValues } from "@/components/ui/url-params.ts";
import { changeParams, queryOf, readParams } from "@/components/ui/url-params.ts";

// The router tells of a new address in a transition, too late for a field that is being typed into, and browsers refuse
// more than some ten changes a second. So what was written is kept here, seen by everybody at once, and goes to the
// address as often as it may.

/** Safari takes a hundred in ten seconds. */
const INTERVAL_MS = 120;

let written: { path: string; search: string } | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let flushedAt = 0;
let pushes = false;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  // The same function is listened to once, and for good.
  window.addEventListener("popstate", forget);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Back at once, before the router has told of what was written: it never will. */
function forget(): void {
  clearTimeout(timer);
  timer = undefined;
  pushes = false;
  setWritten(undefined);
}

function setWritten(next: typeof written): void {
  written = next;
  for (const listener of listeners) listener();
}

function write(change: (search: URLSearchParams) => void, history: ParamHistory): void {
  const search = new URLSearchParams(
    written?.path === window.location.pathname ? written.search : window.location.search,
  );
  change(search);
  pushes ||= history === "push";
  setWritten({ path: window.location.pathname, search: search.toString() });
  // Changes of one event are one step back.
  timer ??= setTimeout(flush, pushes ? 0 : Math.max(0, flushedAt + INTERVAL_MS - Date.now()));
}

function flush(): void {
  const method = pushes ? "pushState" : "replaceState";
  timer = undefined;
  pushes = false;
  flushedAt = Date.now();
  const { pathname, search, hash } = window.location;
  const query = queryOf(new URLSearchParams(written?.search));
  // Otherwise another page has come meanwhile, and the change was of the one before.
  if (written?.path === pathname && query !== search) window.history[method](null, "", `${pathname}${query}${hash}`);
  else setWritten(undefined);
}

/** The router knows it too, or has gone on to something else. */
function settle(told: string): void {
  if (timer || !written) return;
  if (told === new URLSearchParams(window.location.search).toString()) setWritten(undefined);
}

function useSearch(): string {
  const told = useSearchParams().toString();
  const ahead = useSyncExternalStore(
    subscribe,
    () => written?.search,
    () => undefined,
  );
  useEffect(() => settle(told), [told]);
  return ahead ?? told;
}

/** Parameters of the page's address, and how to change some of them; null takes one away. */
export function useUrlParams<P extends Params>(table: P) {
  const [params] = useState(table);
  const search = useSearch();
  const texts = new URLSearchParams(search);
  // Values keep their identity until a text of theirs changes.
  const key = JSON.stringify(Object.keys(params).map((name) => texts.get(name)));
  const values = useMemo<ParamValues<P>>(() => {
    const all: (string | null)[] = JSON.parse(key);
    const byName = new Map(Object.keys(params).map((name, index) => [name, all[index]]));
    return readParams(params, (name) => byName.get(name));
  }, [key, params]);

  const setValues = useCallback(
    (changes: ParamChanges<P>, options: { history?: ParamHistory } = {}) => {
      const isStep = Object.keys(changes).some((name) => params[name]?.history === "push");
      write((current) => changeParams(params, current, changes), options.history ?? (isStep ? "push" : "replace"));
    },
    [params],
  );
  return [values, setValues] as const;
}

/** One of them. */
export function useUrlParam<Value, Empty extends Value | null>(name: string, param: Param<Value, Empty>) {
  const [values, setValues] = useUrlParams({ [name]: param });
  const setValue = useCallback((value: Value | null) => setValues({ [name]: value }), [name, setValues]);
  return [values[name] as Value | Empty, setValue] as const;
}
