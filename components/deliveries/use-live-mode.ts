"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { withNewRows } from "@/components/deliveries/live-rows.ts";
import type { DeliveryPages } from "@/components/deliveries/queries.ts";
import { apiFilter, deliveriesKey, deliveriesQuery } from "@/components/deliveries/queries.ts";
import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import { sessionHeaders } from "@/components/deliveries/scope.ts";
import type { DeliveryListFilter } from "@/components/deliveries/search-params.ts";
import { openSharedStream, type StreamState } from "@/components/deliveries/shared-stream.ts";
import { announce } from "@/components/ui/announcer.tsx";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";
import type { NewDeliveriesEvent } from "@/lib/contract/delivery-stream.ts";

/** A screen reader that is told more often says nothing else. */
const ANNOUNCE_MS = 10_000;
const COUNT_AGAIN_MS = 5_000;
const MAX_WAITING = 500;

type Waiting = { rows: DeliveryOut[]; count: number };
const NONE_WAITS: Waiting = { rows: [], count: 0 };

type Rate = { shown: number; total: number; atLeast: boolean };

type Input = {
  scope: DeliveryScope;
  filter: DeliveryListFilter;
  /** Asked for, and the list has no end in the past. */
  on: boolean;
  /** Somebody reads, points at or works with the rows: none of them may move. */
  paused: boolean;
};

/** New rows appear on top as they are made, while nobody is at work with the list. */
export function useLiveMode({ scope, filter, on, paused }: Input) {
  const client = useQueryClient();
  const t = useTranslations("deliveries.live");
  const isVisible = useVisible();
  const [state, setState] = useState<StreamState>("connecting");
  const [rate, setRate] = useState<Rate | null>(null);
  const [waiting, setWaiting] = useState(NONE_WAITS);
  const heard = useRef({ count: 0, failed: 0, saidAt: 0, countedAt: 0, sampled: false });
  const pausedRef = useRef(paused);
  pausedRef.current = paused;
  const filterKey = JSON.stringify(filter);
  // A text is looked for in payloads, which no stream does.
  const canStream = filter.q === "";
  const isStreaming = on && canStream && isVisible;

  const insert = useCallback(
    (rows: DeliveryOut[]) => {
      const { queryKey } = deliveriesQuery(scope, JSON.parse(filterKey) as DeliveryListFilter);
      client.setQueryData<DeliveryPages>(queryKey, (old) => old && withNewRows(old, rows));
      const now = Date.now();
      if (now - heard.current.countedAt < COUNT_AGAIN_MS) return;
      heard.current.countedAt = now;
      void client.invalidateQueries({ queryKey: [...deliveriesKey(scope), "histogram"] });
    },
    [client, scope, filterKey],
  );

  const hear = useCallback(
    ({ deliveries, total, atLeast }: NewDeliveriesEvent) => {
      const isSampled = total > deliveries.length;
      heard.current.sampled ||= isSampled;
      setRate(isSampled ? { shown: deliveries.length, total, atLeast } : null);
      if (pausedRef.current)
        setWaiting(({ rows, count }) => ({
          rows: [...deliveries, ...rows].slice(0, MAX_WAITING),
          count: count + total,
        }));
      else insert(deliveries);
      const said = heard.current;
      said.count += total;
      said.failed += deliveries.filter((row) => row.state === "failed" || row.state === "retrying").length;
      if (Date.now() - said.saidAt < ANNOUNCE_MS) return;
      announce(t("announce", { count: said.count, failed: said.failed }));
      Object.assign(said, { count: 0, failed: 0, saidAt: Date.now() });
    },
    [insert, t],
  );

  useEffect(() => {
    if (!isStreaming) return;
    const { from: _, to: __, q: ___, ...query } = apiFilter(scope, JSON.parse(filterKey), Date.now());
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : String(value)]),
    );
    const owner = scope.applicationId === null ? "" : `/app/${scope.applicationId}`;
    const url = `/api/v1${owner}/delivery-stream?${search}`;
    return openSharedStream({
      key: url,
      url,
      headers: sessionHeaders(scope),
      onState: setState,
      onEvent: (data) => hear(JSON.parse(data) as NewDeliveriesEvent),
    });
  }, [isStreaming, scope, filterKey, hear]);

  const show = useCallback(() => {
    insert(waiting.rows);
    setWaiting(NONE_WAITS);
  }, [insert, waiting]);

  useEffect(() => {
    if (!paused && waiting.count > 0) show();
  }, [paused, waiting, show]);

  // What was sampled has holes, which a list that stands still must not have.
  useEffect(() => {
    if (on) return;
    setRate(null);
    setWaiting(NONE_WAITS);
    if (!heard.current.sampled) return;
    heard.current.sampled = false;
    void client.resetQueries({ queryKey: [...deliveriesKey(scope), "list"] });
  }, [on, client, scope]);

  return {
    on,
    paused,
    isPolling: on && (!canStream || state === "failing"),
    isConnecting: on && canStream && state === "connecting",
    rate,
    waitingCount: waiting.count,
    show,
  };
}
export type LiveMode = ReturnType<typeof useLiveMode>;

function useVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener("visibilitychange", listener);
      return () => document.removeEventListener("visibilitychange", listener);
    },
    () => !document.hidden,
    () => true,
  );
}
