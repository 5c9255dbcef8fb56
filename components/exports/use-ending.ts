"use client";

import { useEffect, useRef } from "react";
import type { ExportState } from "@/lib/contract/export-limits.ts";

/** Tells of each that was seen running and no longer is, unless somebody canceled it. */
export function useEnding<One extends { id: string; state: ExportState }>(
  exports: One[] | undefined,
  tell: (one: One) => void,
) {
  const seen = useRef(new Set<string>());
  useEffect(() => {
    for (const one of exports ?? []) {
      if (one.state === "running") seen.current.add(one.id);
      else if (seen.current.delete(one.id) && one.state !== "canceled") tell(one);
    }
  });
}
