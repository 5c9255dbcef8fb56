"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import type { ApiRequestOut } from "@/lib/contract/request-log.ts";

const LISTEN_MS = 1_500;
const AT_MOST = 50;

/** Requests to the API since this was first asked, newest first; none for who may not see them. */
export function useRequests(isAllowed: boolean): ApiRequestOut[] {
  // Ids sort by time: no clock of this machine is needed to tell what is new.
  const [since, setSince] = useState<string | null>(null);
  const { data } = useQuery({
    queryKey: ["console", "api-requests", "listening"],
    queryFn: ({ signal }) => callAsStaff("GET /api-request", { query: { limit: AT_MOST } }, signal),
    refetchInterval: LISTEN_MS,
    enabled: isAllowed,
    gcTime: 0,
  });
  if (data && since === null) setSince(data.data[0]?.id ?? "");
  return since === null ? [] : (data?.data.filter(({ id }) => id > since) ?? []);
}
