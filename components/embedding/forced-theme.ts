"use client";

import { useSyncExternalStore } from "react";

export type ForcedTheme = "light" | "dark" | undefined;

let told: { theme: ForcedTheme } | undefined;
const listeners = new Set<() => void>();

/** What the page around says now; undefined gives the choice back to the reader. */
export function forceTheme(theme: ForcedTheme): void {
  told = { theme };
  for (const listener of listeners) listener();
}

/** The theme that is not the reader's to choose. @param initial of the link or the address, known to the server */
export function useForcedTheme(initial: ForcedTheme): ForcedTheme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (told ? told.theme : initial),
    () => initial,
  );
}
