"use client";

import { useEffect, useState } from "react";

type Kept = { code: string; enabled: boolean };

/** What was typed and not saved, for as long as the tab is open. Values of variables are never kept. */
export function useKeptDraft(endpointId: string) {
  const key = `posthorn.transformation.${endpointId}`;
  const [restored, setRestored] = useState<Kept | null>(null);
  useEffect(() => setRestored(read(key)), [key]);
  return {
    /** null when there was nothing */
    restored,
    keep: (draft: Kept) => write(key, JSON.stringify({ code: draft.code, enabled: draft.enabled })),
    forget: () => {
      write(key, null);
      setRestored(null);
    },
  };
}

/** A frame may have no storage: what is typed is then lost with the page, as without it. */
function write(key: string, text: string | null): void {
  try {
    if (text === null) window.sessionStorage.removeItem(key);
    else window.sessionStorage.setItem(key, text);
  } catch {
    // Said above.
  }
}

function read(key: string): Kept | null {
  try {
    const value: unknown = JSON.parse(window.sessionStorage.getItem(key) ?? "null");
    if (typeof value !== "object" || value === null || !("code" in value) || !("enabled" in value)) return null;
    const { code, enabled } = value;
    return typeof code === "string" && typeof enabled === "boolean" ? { code, enabled } : null;
  } catch {
    return null;
  }
}
