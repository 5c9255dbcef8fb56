import type { IncomingMessage } from "node:http";
import { isSameOrigin } from "@/lib/http/same-origin.ts";

/** Forms of ours are a few hundred bytes. */
export const PAGE_BODY_LIMIT_BYTES = 64 * 1024;

/**
 * The status that refuses a request before anything reads its body, null for one that may go on. Sign-in and its like
 * are open to everybody, and what is behind them reads to the end, however much comes. What stands behind pages lets a
 * post pass that names no origin, and believes a header about its own host: only our own pages post here.
 */
export function refusalOfPageRequest({ method, headers }: Pick<IncomingMessage, "method" | "headers">): number | null {
  const header = (name: string) => headers[name]?.toString();
  if (method !== "GET" && method !== "HEAD" && !isSameOrigin({ header })) return 403;
  if (headers["transfer-encoding"] !== undefined) return 411;
  return Number(headers["content-length"] ?? 0) <= PAGE_BODY_LIMIT_BYTES ? null : 413;
}
