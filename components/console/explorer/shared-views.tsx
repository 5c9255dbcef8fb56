"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useState } from "react";
import { callAsStaff } from "@/components/console/call.ts";
import { Menu } from "@/components/ui/menu.tsx";

const ViewsDialog = dynamic(() => import("@/components/console/explorer/views-dialog.tsx").then((m) => m.ViewsDialog));

const KEY = ["delivery-views"];

export function useSharedViews() {
  const client = useQueryClient();
  const settle = () => client.invalidateQueries({ queryKey: KEY });
  const views = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await callAsStaff("GET /delivery-view", {}, signal)).data,
    staleTime: 60_000,
  });
  const save = useMutation({
    mutationFn: (body: { name: string; query: string }) => callAsStaff("POST /delivery-view", { body }),
    onSettled: settle,
  });
  const remove = useMutation({
    mutationFn: (id: string) => callAsStaff("DELETE /delivery-view/{view_id}", { params: { view_id: id } }),
    onSettled: settle,
  });
  return { views, save, remove };
}

/** Filters that all staff have under a name. `query`: that of the list at the moment. */
export function SharedViews({ query }: { query: string }) {
  const { views } = useSharedViews();
  const [open, setOpen] = useState(false);
  const items = (views.data ?? []).map((view) => ({ label: view.name, href: view.query || "?" }));
  return (
    <>
      <Menu
        label="Shared views"
        button={{ text: "Shared views", size: "small", variant: "quiet" }}
        items={[
          ...items,
          ...(items.length > 0 ? ["separator" as const] : []),
          { label: "Save or delete a view…", onSelect: () => setOpen(true) },
        ]}
      />
      {open ? <ViewsDialog query={query} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
