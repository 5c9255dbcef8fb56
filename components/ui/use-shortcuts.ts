"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

/**
 * By `event.key`, letters in lower case, so that every keyboard layout works: `j`, `?`, `ArrowDown`, `Shift+ArrowDown`.
 * A handler that answers false leaves the key to the browser.
 */
export type Shortcuts = Record<string, (event: KeyboardEvent) => unknown>;

const STORAGE_KEY = "posthorn-shortcuts";
const listeners = new Set<() => void>();

function areOn(): boolean {
  // The page around a frame has its own keys.
  if (document.documentElement.dataset.keys === "0") return false;
  try {
    return window.localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

/** Single-key shortcuts disturb people who speak to their computer: they can be switched off. */
export function useShortcutsSetting(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    areOn,
    () => true,
  );
  return [
    on,
    (next) => {
      try {
        window.localStorage.setItem(STORAGE_KEY, next ? "on" : "off");
      } catch {
        return;
      }
      for (const listener of listeners) listener();
    },
  ];
}

const TYPING = "input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]";

function isBusy(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  if (event.target instanceof Element && event.target.closest(TYPING)) return true;
  // Behind a modal dialog nothing may happen, unless what it shows has shortcuts of its own.
  const modal = document.querySelector("dialog:modal");
  return modal !== null && modal.querySelector("[data-shortcuts]") === null;
}

/** Keys of the page. They never fire while somebody types, nor with Ctrl, Alt or the command key held. */
export function useShortcuts(shortcuts: Shortcuts, enabled = true) {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });

  useEffect(() => {
    if (!enabled) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (isBusy(event) || !areOn()) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const run = current.current[event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key];
      if (!run) return;
      if (run(event) !== false) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
}
