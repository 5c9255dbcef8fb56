"use client";

/** Copies, also in a frame whose host withholds the clipboard, where only the old command is left. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.readOnly = true;
  field.style.cssText = "position:fixed;inset:0 auto auto 0;opacity:0";
  // Inside an open modal dialog, everything else is inert and cannot be selected.
  const home = before?.closest("dialog") ?? document.body;
  home.append(field);
  field.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    field.remove();
    if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  }
}

/** The key that copies a selection on this platform. */
export function copyShortcut(): string {
  return /mac|iphone|ipad/i.test(navigator.userAgent) ? "⌘C" : "Ctrl C";
}
