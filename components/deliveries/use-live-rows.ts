"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { DeliveryPages } from "@/components/deliveries/queries.ts";
import {
  apiFilter,
  deliveriesKey,
  deliveriesQuery,
  listDeliveries,
  PAGE_SIZE,
  patchDeliveries,
} from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { clientOf } from "@/components/deliveries/scope.ts";
import type { DeliveryListFilter } from "@/components/deliveries/search-params.ts";
import { movesSoon } from "@/components/deliveries/waiting-note.tsx";
import type { DeliveryListOut, DeliveryOut } from "@/lib/contract/delivery.ts";

const SOON_MS = 3_000;
const LATER_MS = 10_000;
/** Rows that left the first page are read one by one. */
const MAX_SINGLE = 10;

const isPending = ({ state }: DeliveryOut) => state === "sending" || state === "retrying";

const isMovingSoon = (row: DeliveryOut) => movesSoon(row, Date.now());

/**
 * Keeps the rows on screen true without moving any: what is in flight is re-read every 3 s while the page is visible,
 * and what is new is counted until the reader asks for it.
 */
export function useLiveRows(scope: DeliveryScope, filter: DeliveryListFilter, rows: DeliveryOut[]) {
  const client = useQueryClient();
  const current = useRef(rows);
  current.current = rows;
  const isOpenEnded = filter.to === null && filter.at === null;

  const head = useQuery<DeliveryListOut | null>({
    queryKey: [...deliveriesKey(scope), "head", filter],
    queryFn: async ({ signal }) => {
      const page = await listDeliveries(scope, { ...apiFilter(scope, filter, Date.now()), limit: PAGE_SIZE }, signal);
      const seen = new Set(page.data.map(({ id }) => id));
      const others = current.current.filter((row) => isMovingSoon(row) && !seen.has(row.id)).slice(0, MAX_SINGLE);
      const read = await Promise.all(others.map((row) => readOne(scope, row, signal)));
      patchDeliveries(client, [...page.data, ...read.filter((one) => one !== null)]);
      return page;
    },
    // The rows have just been read; the first look is an interval later.
    initialData: null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: () => {
      if (current.current.some(isMovingSoon)) return SOON_MS;
      return isOpenEnded || current.current.some(isPending) ? LATER_MS : false;
    },
  });

  const known = new Set(rows.map(({ id }) => id));
  const newest = rows[0]?.id ?? "";
  const arrived = isOpenEnded ? (head.data?.data ?? []).filter(({ id }) => !known.has(id) && id > newest) : [];

  function showNew() {
    const { queryKey } = deliveriesQuery(scope, filter);
    // When nothing on the new page is known, there may be more between; then the list begins anew.
    if (head.data && arrived.length === head.data.data.length && rows.length > 0) {
      void client.resetQueries({ queryKey });
    } else {
      client.setQueryData<DeliveryPages>(queryKey, (old) => {
        const [first, ...rest] = old?.pages ?? [];
        return old && first && { ...old, pages: [{ ...first, data: [...arrived, ...first.data] }, ...rest] };
      });
    }
    void client.invalidateQueries({ queryKey: [...deliveriesKey(scope), "histogram"] });
  }

  return { arrived, mayBeMore: arrived.length >= PAGE_SIZE, showNew };
}

function readOne(scope: DeliveryScope, { id, applicationId }: DeliveryOut, signal: AbortSignal) {
  const params = { app_id: applicationId, delivery_id: id };
  return clientOf(scope)("GET /app/{app_id}/delivery/{delivery_id}", { params }, signal)
    .then(({ attempts: _a, diagnosis: _d, verdicts: _v, futureAttempts: _f, ...delivery }): DeliveryOut => delivery)
    .catch(() => null);
}
