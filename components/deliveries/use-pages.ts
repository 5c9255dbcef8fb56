"use client";

import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { DeliveryListFilter } from "@/components/deliveries/search-params.ts";
import type { DeliveryListOut } from "@/lib/contract/delivery.ts";

type List = UseInfiniteQueryResult<InfiniteData<DeliveryListOut>>;

const NONE: DeliveryListOut[] = [];

/** Every page that is loaded in one list, or one of them at a time. */
export function usePages(list: List, isPaged: boolean, filter: DeliveryListFilter) {
  const [place, setPlace] = useState({ filter, index: 0 });
  const loaded = list.data?.pages ?? NONE;
  // Another filter begins anew.
  const index = place.filter === filter ? place.index : 0;
  const setIndex = (next: number) => setPlace({ filter, index: next });
  const at = isPaged ? Math.min(index, Math.max(0, loaded.length - 1)) : 0;

  return {
    pages: useMemo(() => (isPaged ? loaded.slice(at, at + 1) : loaded), [isPaged, loaded, at]),
    index: at,
    newer: at > 0 ? { onClick: () => setIndex(at - 1) } : null,
    older:
      at + 1 < loaded.length || list.hasNextPage
        ? {
            pending: list.isFetchingNextPage,
            onClick: () => {
              if (at + 1 < loaded.length) return setIndex(at + 1);
              void list.fetchNextPage().then(({ data }) => setIndex((data?.pages.length ?? 1) - 1));
            },
          }
        : null,
  };
}
