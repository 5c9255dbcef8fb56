import type { z } from "zod";
import type { ErrorOut, ValidationErrorOut } from "./errors.ts";
import type { AnyOperation } from "./operations.ts";

// Types only are imported: a page that calls the API carries no schema and no zod.

type Route = `${AnyOperation["method"]} ${AnyOperation["path"]}`;
type At<R> = AnyOperation extends infer O
  ? O extends { method: infer M extends string; path: infer P extends string }
    ? `${M} ${P}` extends R
      ? O
      : never
    : never
  : never;
type Names<P> = P extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
type Success<O> = O extends { responses: infer R } ? R[keyof R & (200 | 201 | 202)] : never;

export type ApiRoute = { [R in Route]: At<R> extends never ? never : R }[Route];
export type ApiInput<R> = ([Names<R>] extends [never]
  ? { params?: undefined }
  : { params: Record<Names<R>, string> }) & {
  query?: At<R> extends { query: infer Q extends z.ZodType } ? LooseQuery<z.input<Q>> : undefined;
} & (At<R> extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: undefined });
export type ApiOutput<R> = Success<At<R>> extends z.ZodType ? z.output<Success<At<R>>> : undefined;
type LooseQuery<Q> = { [K in keyof Q]?: string | number | boolean | readonly string[] | null | undefined };

/** An answer other than 2xx, or none at all (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly issues: ValidationErrorOut["detail"];
  readonly requestId: string | null;

  constructor(
    status: number,
    code: string,
    message: string,
    issues: ValidationErrorOut["detail"],
    requestId: string | null,
  ) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.issues = issues;
    this.requestId = requestId;
  }
}

function urlOf(
  base: string,
  path: string,
  params: Record<string, string> | undefined,
  query: object | undefined,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params?.[name] ?? ""));
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) {
    if (value === null || value === undefined || value === "") continue;
    search.set(key, Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = search.toString();
  return `${base}/api/v1${filled}${text ? `?${text}` : ""}`;
}

async function errorOf(response: Response, signedOut: string | undefined): Promise<ApiError> {
  const requestId = response.headers.get("x-request-id");
  if (response.status === 401 && signedOut) return new ApiError(401, "signed_out", signedOut, [], requestId);
  const body = (await response.json().catch(() => null)) as Partial<ErrorOut> | ValidationErrorOut | null;
  if (Array.isArray(body?.detail)) {
    return new ApiError(
      response.status,
      "validation",
      body.detail[0]?.msg ?? "A field is wrong.",
      body.detail,
      requestId,
    );
  }
  const { code = "server_error", detail = `The server answered ${response.status}.` } = (body ??
    {}) as Partial<ErrorOut>;
  return new ApiError(response.status, code, detail, [], requestId);
}

export interface ClientOptions {
  /** Origin of the service; empty in the browser. */
  baseUrl?: string;
  headers?: Record<string, string> | (() => Record<string, string>);
  /** What a 401 is to the person who reads it: the API's own words are for who holds a token. */
  signedOut?: string;
  /** Of every answer, whatever it is. */
  onAnswer?: (response: Response) => void;
}

/**
 * The typed client: `call("GET /app/{app_id}/delivery", { params, query })`.
 * @throws ApiError for every answer that is not 2xx, and with status 0 when there is none.
 */
export function createClient({ baseUrl = "", headers = {}, signedOut, onAnswer }: ClientOptions = {}) {
  return async function call<R extends ApiRoute>(
    route: R,
    input: ApiInput<R>,
    signal?: AbortSignal,
  ): Promise<ApiOutput<R>> {
    const [method = "GET", path = "/"] = route.split(" ");
    const { params, query, body } = input as { params?: Record<string, string>; query?: object; body?: unknown };
    const response = await fetch(urlOf(baseUrl, path, params, query), {
      method,
      headers: {
        ...(typeof headers === "function" ? headers() : headers),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    }).catch((cause: unknown) => {
      if (signal?.aborted) throw cause;
      throw new ApiError(0, "offline", "The service cannot be reached. Check your connection.", [], null);
    });
    onAnswer?.(response);
    if (!response.ok) throw await errorOf(response, signedOut);
    return (response.status === 204 ? undefined : await response.json()) as ApiOutput<R>;
  };
}
