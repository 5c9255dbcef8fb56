import { ProblemError } from "@/lib/errors.ts";
import type { ApiRequest } from "@/lib/http/handler.ts";
import { originOfSurface } from "@/lib/http/portal-host.ts";

export function isSameOrigin(request: Pick<ApiRequest, "header">): boolean {
  return request.header("origin") === originOfSurface(request) || request.header("sec-fetch-site") === "same-origin";
}

const foreign = () => new ProblemError("cross_origin", "This page may not use the session of another one.");

/**
 * A write that a cookie authenticates must prove that our own page made it. A browser sends the cookie whoever asks,
 * and in an iframe SameSite cannot help. No proof is no.
 */
export function requireSameOrigin(request: ApiRequest): void {
  if (!isSameOrigin(request)) throw foreign();
}

/** For what hands out a cookie: a browser names its origin, a program need not, and has no cookies to be planted. */
export function refuseForeignOrigin(request: ApiRequest): void {
  const named = request.header("origin") !== undefined || request.header("sec-fetch-site") !== undefined;
  if (named && !isSameOrigin(request)) throw foreign();
}
