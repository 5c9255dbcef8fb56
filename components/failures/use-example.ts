"use client";

import { useQuery } from "@tanstack/react-query";
import { useForbidden } from "@/components/console/staff.tsx";
import { examplesQuery } from "@/components/failures/queries.ts";
import { groupParams } from "@/components/failures/search-params.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { useUrlParams } from "@/components/ui/use-url-params.ts";

/** Which failure of a group is shown: the one that the address names, else the one that tells most. */
export function useExample(groupId: string) {
  const [{ example, from, to }, setParams] = useUrlParams(groupParams);
  const isAllowed = useForbidden("listFailureExamples") === undefined;
  const examples = useQuery({ ...examplesQuery(groupId, { from, to }), enabled: isAllowed });
  const list = examples.data?.data ?? [];
  const shown = example ?? examples.data?.recommended ?? null;
  const index = list.findIndex(({ deliveryId }) => deliveryId === shown);
  return {
    examples,
    shown,
    index,
    window: { from, to },
    setWindow: (window: { from: string | null; to: string | null }) => setParams({ ...window, example: null }),
    step: (by: 1 | -1) => {
      const next = list[index + by];
      if (!next) return false;
      setParams({ example: next.deliveryId });
      announce(`${index + by + 1} of ${list.length}, ${next.eventType}`);
    },
  };
}
