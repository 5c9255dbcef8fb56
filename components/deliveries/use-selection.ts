"use client";

import { useCallback, useMemo, useState } from "react";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

const NONE: ReadonlySet<string> = new Set();

/** Chosen rows. One that is no longer listed is no longer chosen. */
export function useSelection(deliveries: DeliveryOut[]) {
  const [ids, setIds] = useState(NONE);
  const chosen = useMemo(() => deliveries.filter(({ id }) => ids.has(id)), [deliveries, ids]);
  const shownIds = useMemo(() => new Set(chosen.map(({ id }) => id)), [chosen]);

  const choose = useCallback((delivery: DeliveryOut, on: boolean) => {
    setIds((old) => {
      const next = new Set(old);
      if (on) next.add(delivery.id);
      else next.delete(delivery.id);
      return next;
    });
  }, []);
  const chooseAll = useCallback(
    (on: boolean) => setIds(on ? new Set(deliveries.map(({ id }) => id)) : NONE),
    [deliveries],
  );
  return {
    chosen,
    ids: shownIds,
    choose,
    toggle: (delivery: DeliveryOut) => choose(delivery, !ids.has(delivery.id)),
    add: (more: DeliveryOut[]) => setIds((old) => new Set([...old, ...more.map(({ id }) => id)])),
    chooseAll,
    clear: () => setIds(NONE),
  };
}
