"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import { storeVisit } from "@/components/palette/recent.ts";

/** Writes down which pages were opened. A page's title may come a moment after its address. */
export function useVisits(applicationId: string): void {
  const path = usePathname();
  useEffect(() => {
    const store = () => {
      if (window.location.pathname !== path) return;
      // Without the product's name at its end.
      const title = document.title.split(" – ").slice(0, -1).join(" – ");
      if (title !== "") storeVisit(applicationId, { path, title });
    };
    const timer = setTimeout(store, 300);
    const observer = new MutationObserver(() => setTimeout(store, 0));
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [applicationId, path]);
}
