"use client";

import { useQuery } from "@tanstack/react-query";
import { useAccess } from "@/components/portal/access.tsx";
import { useTimeText } from "@/components/ui/clock.tsx";

const WARNED_MS = 120_000;
const LOOK_AGAIN_MS = 10_000;

/**
 * When the session ends, from two minutes before; null until then. A new session that another tab opens serves this page
 * too, so it is looked for until it is there.
 */
export function useSessionEnd(firstExpiresAt: string): string | null {
  const { applicationId, call } = useAccess();
  const isNear = (at: string, nowMs: number) => Date.parse(at) - nowMs < WARNED_MS;
  const watched = useTimeText((nowMs) => (isNear(firstExpiresAt, nowMs) ? "yes" : "")) === "yes";
  const session = useQuery({
    queryKey: ["portal-session", applicationId],
    queryFn: ({ signal }) => call("GET /app/{app_id}/portal-session", { params: { app_id: applicationId } }, signal),
    enabled: watched,
    refetchInterval: LOOK_AGAIN_MS,
    retry: false,
    staleTime: 0,
  });
  const expiresAt = session.data?.expiresAt ?? firstExpiresAt;
  const isEnding = useTimeText((nowMs) => (isNear(expiresAt, nowMs) ? "yes" : "")) === "yes";
  return isEnding ? expiresAt : null;
}
