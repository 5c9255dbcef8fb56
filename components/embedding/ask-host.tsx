"use client";

import { useEffect } from "react";

/** On a page without a session: the page around may bring a new one, and this page goes on. */
export function AskHost() {
  useEffect(() => {
    if (window.parent === window) return;
    void import("@/components/embedding/session.ts").then(({ askForSession }) => askForSession());
  }, []);
  return null;
}
