import type { ApiRequest, ApiResponse } from "@/lib/http/handler.ts";
import { handleApiRequest } from "@/lib/http/router.ts";

export interface Answer {
  status: number;
  headers: ApiResponse["headers"];
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every operation.
  json: any;
}

/** Calls the router as both of its adapters do, without a socket: `call("POST /app", { token, body })`. */
export async function callApi(
  route: string,
  options: { token?: string; headers?: Record<string, string>; body?: unknown; remoteAddress?: string } = {},
): Promise<Answer> {
  const { token, body } = options;
  const [method = "GET", path = "/"] = route.split(" ");
  const headers: Record<string, string> = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...options.headers,
  };
  const text = body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body);
  const request: ApiRequest = {
    method,
    url: `/api/v1${path}`,
    header: (name) => headers[name],
    text: async () => text,
    remoteAddress: options.remoteAddress ?? null,
    signal: new AbortController().signal,
  };
  const response = await handleApiRequest(request);
  const json = typeof response.body === "string" ? JSON.parse(response.body) : response.body;
  return { status: response.status, headers: response.headers, json };
}
