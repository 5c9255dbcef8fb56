"use client";

import { useEffect } from "react";

/** A red mark in the tab while something on the page fails: seen from another tab. */
export function FailingIcon({ failing }: { failing: boolean }) {
  useEffect(() => {
    if (!failing) return;
    const icon = document.createElement("link");
    icon.rel = "icon";
    icon.type = "image/svg+xml";
    icon.href = "/favicon-failing.svg";
    document.head.append(icon);
    return () => icon.remove();
  }, [failing]);
  return null;
}
