"use client";

import { useEffect, useRef } from "react";

/** A handler that answers false leaves the key to the browser. */
type Run = (event?: KeyboardEvent) => unknown;

/** Where the sheet lists it. */
export const SHORTCUT_GROUPS = ["page", "list", "detail", "go", "everywhere"] as const;
type ShortcutGroup = (typeof SHORTCUT_GROUPS)[number];

export type Shortcut = {
  run: Run;
  /** What it does, in the page's language. Keys that do the same stand on one line of the sheet. */
  does: string;
  group: ShortcutGroup;
  /** The command palette offers it, too. */
  isAction?: boolean;
};

/**
 * By `event.key`, letters in lower case, so that every keyboard layout works: `j`, `?`, `ArrowDown`, `Shift+ArrowDown`;
 * `g e` is one key after the other, `Mod+k` is ⌘K or Ctrl K. A handler alone is not listed.
 */
export type Shortcuts = Record<string, Run | Shortcut>;

type Scope = { readonly current: Shortcuts };

// One listener for all: a key belongs to what appeared last and takes it, a drawer before the list under it.
const scopes = new Set<Scope>();

let isAllowed = true;

/** Single keys disturb people who speak to their computer: they can be switched off. */
export function allowShortcuts(allowed: boolean): void {
  isAllowed = allowed;
}

const runOf = (shortcut: Run | Shortcut): Run => (typeof shortcut === "function" ? shortcut : shortcut.run);

/** Every shortcut that works now and says what it does. */
export function listedShortcuts(): (Shortcut & { key: string })[] {
  return [...scopes].flatMap((scope) =>
    Object.entries(scope.current).flatMap(([key, shortcut]) =>
      typeof shortcut === "function" ? [] : [{ ...shortcut, key }],
    ),
  );
}

/** As if the key had been pressed: for menus that name it. */
export function runShortcut(key: string): void {
  take(key, undefined);
}

function take(key: string, event: KeyboardEvent | undefined): boolean {
  for (const scope of [...scopes].reverse()) {
    const shortcut = scope.current[key];
    if (shortcut && runOf(shortcut)(event) !== false) return true;
  }
  return false;
}

const TYPING = "input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]";

function isBusy(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.target instanceof Element && event.target.closest(TYPING)) return true;
  // Behind a modal dialog nothing may happen, unless what it shows has shortcuts of its own.
  const modal = document.querySelector("dialog:modal");
  return modal !== null && modal.querySelector("[data-shortcuts]") === null;
}

/** The second key of a pair must follow soon. */
const PAIR_MS = 1500;
let first: { key: string; at: number } | null = null;

function isFirstOfPair(key: string): boolean {
  return [...scopes].some((scope) => Object.keys(scope.current).some((name) => name.startsWith(`${key} `)));
}

function onKeyDown(event: KeyboardEvent): void {
  // The page around a frame may have these keys itself.
  if (event.defaultPrevented || event.isComposing || document.documentElement.dataset.keys === "0") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
    if (take(`Mod+${key}`, event)) event.preventDefault();
    return;
  }
  if (!isAllowed || isBusy(event)) return;

  const before = first && event.timeStamp - first.at < PAIR_MS ? first.key : null;
  first = null;
  const isTaken = before !== null && take(`${before} ${key}`, event);
  const name = event.shiftKey && event.key.length > 1 ? `Shift+${key}` : key;
  if (isTaken || take(name, event)) event.preventDefault();
  else if (isFirstOfPair(key)) first = { key, at: event.timeStamp };
}

/** Keys of the page. They never fire while somebody types, nor with Ctrl, Alt or the command key held. */
export function useShortcuts(shortcuts: Shortcuts, enabled = true): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });

  useEffect(() => {
    if (!enabled) return;
    if (scopes.size === 0) window.addEventListener("keydown", onKeyDown);
    scopes.add(current);
    return () => {
      scopes.delete(current);
      if (scopes.size === 0) window.removeEventListener("keydown", onKeyDown);
    };
  }, [enabled]);
}
