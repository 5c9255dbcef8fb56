"use client";

import { useMemo, useState } from "react";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import {
  detailParams,
  explorerParams,
  fieldValues,
  liveParams,
  NO_FILTER,
} from "@/components/deliveries/search-params.ts";
import type { FilterValues } from "@/components/filters/fields.ts";
import type { Range } from "@/components/filters/range.ts";
import { fixedWindow } from "@/components/filters/range.ts";
import { useUrlParams } from "@/components/ui/use-url-params.ts";

const NO_DETAIL = { tab: null, try: null, with: null };

/** Everything that a link to this view carries. */
export function useExplorerState() {
  const [params, setParams] = useUrlParams(explorerParams);
  const [{ sel }, setDetail] = useUrlParams(detailParams);
  const [{ live }, setLive] = useUrlParams(liveParams);

  const { at, ...rest } = params;
  const filterKey = JSON.stringify(rest);
  // Where the list began when it was opened. The anchor in the URL moves on while older pages are loaded, and the rows
  // on screen must not begin anew because of it.
  const [anchor, setAnchor] = useState({ filterKey, at });
  const anchoredAt = anchor.filterKey === filterKey ? anchor.at : null;
  const filter = useMemo<ExplorerState>(
    () => ({ ...(JSON.parse(filterKey) as typeof rest), at: anchoredAt }),
    [filterKey, anchoredAt],
  );

  const actions = useMemo(
    () => ({
      setLive: (on: boolean) => setLive({ live: on ? "1" : null }),
      setText: (q: string) => setParams({ q: q || null, at: null }),
      setValues: (changes: FilterValues) =>
        setParams({
          ...Object.fromEntries(Object.entries(changes).map(([id, list]) => [id, list.length > 0 ? list : null])),
          at: null,
        }),
      apply: (values: FilterValues, q: string) => setParams({ ...NO_FILTER, ...values, q: q || null }),
      clear: () => setParams(NO_FILTER),
      setRange: (range: Range) => setParams({ range, from: null, to: null, at: null }),
      setWindow: (window: { from: string | null; to: string | null }) =>
        setParams({ ...window, range: null, at: null }),
      /** Remembers how far the reader has come. */
      markPage: (createdAt: string) => setParams({ at: new Date(Date.parse(createdAt) + 1).toISOString() }),
      open: (deliveryId: string) => setDetail({ sel: deliveryId, ...NO_DETAIL }),
      follow: (deliveryId: string) => setDetail({ sel: deliveryId, ...NO_DETAIL }, { history: "replace" }),
      close: () => setDetail({ sel: null, ...NO_DETAIL }, { history: "replace" }),
    }),
    [setParams, setDetail, setLive],
  );
  return {
    ...actions,
    filter,
    values: useMemo<FilterValues>(() => fieldValues(filter), [filter]),
    openId: sel,
    /** Asked for; a list that ends in the past is not live. */
    live: live !== null && filter.to === null,
    backToNewest: () => {
      setAnchor({ filterKey, at: null });
      setParams({ at: null });
    },
  };
}

/** The address of this view with its window fixed, so that whoever opens it later sees the same. */
export function fixedUrl(filter: ExplorerState): string {
  const url = new URL(window.location.href);
  const { from, to } = fixedWindow(filter, Date.now());
  url.searchParams.delete("range");
  if (from) url.searchParams.set("from", from);
  url.searchParams.set("to", to);
  return url.href;
}

export function isFloating({ from, to }: ExplorerState): boolean {
  return from === null && to === null;
}

export const WIDER_RANGE: Range = "7d";
