"use client";

import type { RefObject } from "react";
import { useEffect, useState } from "react";

/** Whether somebody points at a list, has the focus in it, or has scrolled into it: its rows must then not move. */
export function useAtWork(ref: RefObject<HTMLElement | null>, enabled: boolean): boolean {
  const [reasons, setReasons] = useState({ pointer: false, focus: false, scroll: false });

  useEffect(() => {
    const list = ref.current;
    if (!enabled || !list) return;
    const set = (change: Partial<typeof reasons>) =>
      setReasons((old) =>
        Object.entries(change).every(([key, value]) => old[key as keyof typeof old] === value)
          ? old
          : { ...old, ...change },
      );
    const onScroll = () => set({ scroll: list.getBoundingClientRect().top < 0 });
    const stop = new AbortController();
    const { signal } = stop;
    list.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && set({ pointer: true }), {
      signal,
    });
    list.addEventListener("pointerleave", () => set({ pointer: false }), { signal });
    list.addEventListener("focusin", () => set({ focus: true }), { signal });
    list.addEventListener("focusout", (event) => set({ focus: list.contains(event.relatedTarget as Node | null) }), {
      signal,
    });
    window.addEventListener("scroll", onScroll, { signal, passive: true });
    set({ focus: list.contains(document.activeElement) });
    onScroll();
    return () => {
      stop.abort();
      setReasons({ pointer: false, focus: false, scroll: false });
    };
  }, [ref, enabled]);

  return enabled && (reasons.pointer || reasons.focus || reasons.scroll);
}
