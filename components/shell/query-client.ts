import { QueryClient } from "@tanstack/react-query";

/** The same defaults for the browser's cache and for the server's prefetch. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Rows from the server's HTML are fresh; without this they would be fetched again at once.
        staleTime: 10_000,
        retry: 1,
      },
    },
  });
}
