import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Access } from "@/components/portal/access.tsx";
import type { Sample } from "@/components/sample-message/sample.ts";

type Reader = Pick<Access, "applicationId" | "call">;

const SHORTEST = 10;

type Program = { code: string; variables: Record<string, string> };

/** What code would do with a message. Values of variables are part of the question, not of its key. */
export function simulationQuery(
  { applicationId, call }: Reader,
  endpointId: string,
  version: number | null,
  program: Program | null,
  sample: Sample | null,
) {
  return queryOptions({
    queryKey: ["transformation-preview", applicationId, endpointId, version, program, sample],
    queryFn: ({ signal }) => {
      const params = { app_id: applicationId, endpoint_id: endpointId };
      const body = { ...program, ...sample };
      return call("POST /app/{app_id}/endpoint/{endpoint_id}/transformation/simulate", { params, body }, signal);
    },
    enabled: sample !== null && program !== null && program.code.length >= SHORTEST,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
}
