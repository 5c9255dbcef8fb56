"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import { endpointsQuery } from "@/components/endpoints/queries.ts";
import { useAccess } from "@/components/portal/access.tsx";

export function useEndpointNames(): ReadonlyMap<string, string> {
  const endpoints = useQuery(endpointsQuery(useAccess())).data;
  return useMemo(() => new Map(endpoints?.map((endpoint) => [endpoint.id, nameOf(endpoint)])), [endpoints]);
}
