import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { callAsStaff } from "@/components/console/call.ts";
import { createParam, oneOfParam, type ParamValues, stringParam } from "@/components/ui/url-params.ts";

const PAGE_SIZE = 50;
const LIVE_MS = 3_000;

export const STATUS_CLASSES = ["2xx", "4xx", "5xx"] as const;
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

const momentParam = createParam<string>({
  parse: (text) => (Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString()),
  serialize: (text) => text,
});

/** What the log is filtered by, and the row that is open. */
export const logParams = {
  key: stringParam.withOptions({ history: "push" }),
  status: oneOfParam(STATUS_CLASSES).withOptions({ history: "push" }),
  method: oneOfParam(METHODS).withOptions({ history: "push" }),
  path: stringParam,
  from: momentParam.withOptions({ history: "push" }),
  to: momentParam.withOptions({ history: "push" }),
  sel: stringParam.withOptions({ history: "push" }),
};
export type LogFilter = Omit<ParamValues<typeof logParams>, "sel">;

/** The query of the API: what is not filtered by is not in it. */
export function logQuery({ key, status, method, path, from, to }: LogFilter) {
  return {
    limit: PAGE_SIZE,
    ...(key ? { key } : {}),
    ...(status ? { status } : {}),
    ...(method ? { method } : {}),
    ...(path ? { path } : {}),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
  };
}

export const apiRequestsQuery = (filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ["console", "api-requests", filter],
    queryFn: ({ pageParam, signal }) =>
      callAsStaff(
        "GET /api-request",
        { query: { ...logQuery(filter), ...(pageParam ? { iterator: pageParam } : {}) } },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.done ? null : last.iterator),
    // Who has gone further back reads on; who looks at the newest sees what comes.
    refetchInterval: (query) => (query.state.data?.pages.length === 1 ? LIVE_MS : false),
  });

export const apiRequestQuery = (id: string) =>
  queryOptions({
    queryKey: ["console", "api-request", id],
    queryFn: ({ signal }) =>
      callAsStaff("GET /api-request/{api_request_id}", { params: { api_request_id: id } }, signal),
  });

/** The last message of an application, named by id or uid. */
export const newestMessageQuery = (application: string) =>
  queryOptions({
    queryKey: ["console", "newest-message", application],
    queryFn: async ({ signal }) => {
      const input = { params: { app_id: application }, query: { limit: 1 } };
      return (await callAsStaff("GET /app/{app_id}/msg", input, signal)).data[0] ?? null;
    },
  });
