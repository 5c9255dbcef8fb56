"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAccess } from "@/components/portal/access.tsx";
import { recentMessagesQuery } from "@/components/sample-message/queries.ts";
import type { Sample } from "@/components/sample-message/sample.ts";
import { TEST_TYPE } from "@/components/sample-message/sample.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";

/** The sample that was chosen; until one is, the last message, or an example where none came. null while that is not known. */
export function useSample({ eventTypes }: Pick<EndpointOut, "eventTypes">) {
  const recent = useQuery(recentMessagesQuery(useAccess(), eventTypes));
  const [chosen, setChosen] = useState<Sample | null>(null);
  const [first] = recent.data ?? [];
  const usual: Sample | null = first ? { messageId: first.id } : recent.isPending ? null : { eventType: TEST_TYPE };
  return { sample: chosen ?? usual, choose: setChosen };
}
