"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Banner } from "@/components/ui/banner.tsx";
import { ApiError } from "@/lib/contract/client.ts";

type Trouble = "ended" | "unreachable" | null;

/** Every answer of the API says whether the session lives and the service is there. */
function useTrouble(): Trouble {
  const client = useQueryClient();
  const [trouble, setTrouble] = useState<Trouble>(null);
  useEffect(() => {
    const look = (action: { type: string; error?: unknown }) => {
      if (action.type === "success") setTrouble(null);
      if (action.type !== "error" && action.type !== "failed") return;
      if (!(action.error instanceof ApiError)) return;
      if (action.error.status === 401) setTrouble("ended");
      if (action.error.status === 0) setTrouble("unreachable");
    };
    const stops = [
      client.getQueryCache().subscribe((event) => event.type === "updated" && look(event.action)),
      client.getMutationCache().subscribe((event) => event.type === "updated" && look(event.action)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [client]);
  return trouble;
}

function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
    () => true,
  );
}

/** The page stays as it is, so that nothing typed is lost; a new session in another tab serves this one too. */
export function ConnectionBanner() {
  const trouble = useTrouble();
  const online = useOnline();
  if (trouble === "ended") {
    return (
      <Banner state="turned_off" urgent className="mb-6">
        <strong className="font-strong">Your session ended.</strong> Open your webhooks again from the product that you
        came from, in another tab. This page then works again, and what you typed is still here.
      </Banner>
    );
  }
  if (!online || trouble === "unreachable") {
    return (
      <Banner state="retrying" urgent className="mb-6">
        <strong className="font-strong">No connection.</strong> What you see may be old, and nothing can be changed
        until it is back. Deliveries go on without this page.
      </Banner>
    );
  }
  return null;
}
