import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";

export const PAGE_SIZE = 50;

/** The list of people, every person and their sessions. */
export const staffKey = ["console", "staff"] as const;

export const staffListQuery = infiniteQueryOptions({
  queryKey: [...staffKey, "list"],
  queryFn: ({ pageParam, signal }) =>
    callAsStaff("GET /staff", { query: { limit: PAGE_SIZE, iterator: pageParam } }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => (last.done ? null : last.iterator),
});

export function staffMemberQuery(staffId: string) {
  return queryOptions({
    queryKey: [...staffKey, staffId],
    queryFn: ({ signal }) => callAsStaff("GET /staff/{staff_id}", { params: { staff_id: staffId } }, signal),
  });
}

/** Of a person, or with null one's own. */
export function staffSessionsQuery(staffId: string | null) {
  return queryOptions({
    queryKey: [...staffKey, "sessions", staffId],
    queryFn: async ({ signal }) => {
      const query = { limit: PAGE_SIZE };
      const page = await (staffId === null
        ? callAsStaff("GET /account/session", { query }, signal)
        : callAsStaff("GET /staff/{staff_id}/session", { params: { staff_id: staffId }, query }, signal));
      return page.data;
    },
  });
}

export const accountQuery = queryOptions({
  queryKey: ["console", "account"],
  queryFn: ({ signal }) => callAsStaff("GET /account", {}, signal),
});
