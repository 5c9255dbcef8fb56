import { dehydrate, HydrationBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { makeQueryClient } from "@/components/shell/query-client.ts";

/** What the server has read for this page, by the keys of the queries that will ask for it: the first HTML holds the rows. */
export function Prefetched({
  data,
  children,
}: {
  data: [key: readonly unknown[], value: unknown][];
  children: ReactNode;
}) {
  const client = makeQueryClient();
  for (const [key, value] of data) client.setQueryData(key, value);
  return <HydrationBoundary state={dehydrate(client)}>{children}</HydrationBoundary>;
}
