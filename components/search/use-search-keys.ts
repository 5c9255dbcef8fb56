"use client";

import type { RefObject } from "react";
import { useEffect } from "react";

/** ⌘K and Ctrl K from anywhere, `/` unless somebody types or the page has a filter that wants it. */
export function useSearchKeys(ref: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const command = event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey;
      const slash =
        event.key === "/" &&
        !event.metaKey &&
        !event.ctrlKey &&
        !target.closest("input,textarea,select,[contenteditable],dialog") &&
        !document.querySelector("main [data-filter-text], dialog[open]");
      if ((!command && !slash) || event.defaultPrevented || ref.current?.offsetParent === null) return;
      event.preventDefault();
      ref.current?.focus();
      ref.current?.select();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [ref]);
}
