"use client";

import { useEffect } from "react";

/** Tells the page around how long this session lives. */
export function TellSession({ expiresAt }: { expiresAt: string }) {
  useEffect(() => {
    if (window.parent === window) return;
    void import("@/components/embedding/session.ts").then(({ tellSession }) => tellSession(expiresAt));
  }, [expiresAt]);
  return null;
}
