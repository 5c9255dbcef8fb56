"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { EVERY_APPLICATION } from "@/components/console/every-application.ts";
import { apiFilter } from "@/components/deliveries/queries.ts";
import type { ExplorerState } from "@/components/deliveries/search-params.ts";
import { useEnding } from "@/components/exports/use-ending.ts";
import { announce } from "@/components/ui/announcer.tsx";
import { Button } from "@/components/ui/button.tsx";
import { formatQuantity } from "@/components/ui/format-number.ts";
import { showToast } from "@/components/ui/toast.tsx";
import type { DeliveryExportIn, DeliveryExportOut } from "@/lib/contract/delivery-export.ts";

const ExportDialog = dynamic(() =>
  import("@/components/console/explorer/export-dialog.tsx").then((m) => m.ExportDialog),
);

const KEY = ["delivery-exports"];
const REFRESH_MS = 2_000;

export function useExports() {
  const client = useQueryClient();
  const settle = () => client.invalidateQueries({ queryKey: KEY });
  const list = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await callAsStaff("GET /delivery-export", {}, signal)).data,
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === "running") ? REFRESH_MS : false),
  });
  const start = useMutation({
    mutationFn: ({ filter, ...body }: DeliveryExportIn & { filter: ExplorerState }) =>
      callAsStaff("POST /delivery-export", {
        query: apiFilter(EVERY_APPLICATION, { ...filter, at: null }, Date.now()),
        body,
      }),
    onSettled: settle,
  });
  const cancel = useMutation({
    mutationFn: (id: string) => callAsStaff("POST /delivery-export/{export_id}/cancel", { params: { export_id: id } }),
    onSettled: settle,
  });
  return { list, start, cancel };
}

/** Between 0 and 1: how far back in the time of the filter reading has come. */
export function shareOf({ filter, reachedAt }: DeliveryExportOut): number {
  const [from, to] = [Date.parse(String(filter.from)), Date.parse(String(filter.to))];
  return reachedAt === null ? 0 : Math.min(1, Math.max(0, (to - Date.parse(reachedAt)) / (to - from)));
}

/** Makes a file of what the list shows, and says when it is there, wherever on the page one is by then. */
export function ExportDeliveries({ filter }: { filter: ExplorerState }) {
  const [open, setOpen] = useState(false);
  const { list } = useExports();
  const running = list.data?.find(({ state }) => state === "running");
  useEnding(list.data, ({ state, rows }) => {
    const text =
      state === "finished"
        ? `The export is finished: ${formatQuantity(rows, "delivery", "deliveries")}.`
        : "The export came to no file.";
    if (open) announce(text);
    else showToast({ text, action: { label: "Show", onClick: () => setOpen(true) } });
  });
  return (
    <>
      <Button size="small" variant="quiet" onClick={() => setOpen(true)}>
        Export…
        {running ? <span data-num> {Math.floor(shareOf(running) * 100)} %</span> : null}
      </Button>
      {open ? <ExportDialog filter={filter} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
