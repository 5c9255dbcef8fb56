"use client";

import { clsx } from "clsx";
import { Button } from "@/components/ui/button.tsx";

type LoadMoreProps = {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
  /** The console's own words when left out. */
  label?: string;
  className?: string;
};

/** Below a list that goes on. */
export function LoadMore({ list, label = "Load more", className }: LoadMoreProps) {
  if (!list.hasNextPage) return null;
  return (
    <Button
      size="small"
      className={clsx("mt-3", className)}
      pending={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {label}
    </Button>
  );
}
