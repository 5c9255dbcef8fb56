"use client";

import { useCallback, useSyncExternalStore } from "react";

/** Columns that can be hidden and moved, in their usual order. Time, state and event type are what a row is. */
export const COLUMNS = ["endpoint", "rail", "code", "took", "next"] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** How this browser shows lists of deliveries. */
export type ExplorerSettings = {
  /** Every column, in the order of this reader. */
  order: readonly ColumnId[];
  hidden: ColumnId[];
  /** 50 rows at a time. */
  pages: boolean;
  /** The query of a list under a name. */
  views: { name: string; query: string }[];
};

const STORAGE_KEY = "posthorn-deliveries";
const NONE: ExplorerSettings = { order: COLUMNS, hidden: [], pages: false, views: [] };
const MAX_VIEWS = 30;
const listeners = new Set<() => void>();
let read: { text: string | null; settings: ExplorerSettings } = { text: null, settings: NONE };

/** What was stored, by whatever version of this page. */
export function parseSettings(text: string | null): ExplorerSettings {
  try {
    const stored = JSON.parse(text ?? "null") as Partial<ExplorerSettings> | null;
    const views = Array.isArray(stored?.views) ? stored.views : [];
    const order = new Set(Array.isArray(stored?.order) ? stored.order : []);
    return {
      // One that was not there when this was stored comes last.
      order: [...[...order].filter((id) => COLUMNS.includes(id)), ...COLUMNS.filter((id) => !order.has(id))],
      hidden: COLUMNS.filter((id) => Array.isArray(stored?.hidden) && stored.hidden.includes(id)),
      pages: stored?.pages === true,
      views: views
        .filter((view) => typeof view?.name === "string" && typeof view.query === "string")
        .filter(({ query }) => query === "" || query.startsWith("?"))
        .slice(0, MAX_VIEWS),
    };
  } catch {
    return NONE;
  }
}

/** The order with one column a place further to the front or the back. */
export function movedColumn(order: readonly ColumnId[], id: ColumnId, by: -1 | 1): ColumnId[] {
  const at = order.indexOf(id);
  const other = order[at + by];
  return order.map((one) => (one === id && other ? other : one === other ? id : one));
}

function current(): ExplorerSettings {
  try {
    const text = window.localStorage.getItem(STORAGE_KEY);
    // The same text is the same object, or nothing would ever settle.
    if (text !== read.text) read = { text, settings: parseSettings(text) };
  } catch {
    return read.settings;
  }
  return read.settings;
}

export function useExplorerSettings() {
  const settings = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      window.addEventListener("storage", listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", listener);
      };
    },
    current,
    () => NONE,
  );
  const change = useCallback((next: Partial<ExplorerSettings>) => {
    const text = JSON.stringify({ ...current(), ...next });
    // Where nothing may be stored, it holds for this page.
    read = { text, settings: parseSettings(text) };
    try {
      window.localStorage.setItem(STORAGE_KEY, text);
    } catch {
      read.text = null;
    }
    for (const listener of listeners) listener();
  }, []);
  return [settings, change] as const;
}
