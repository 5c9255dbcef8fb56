import { readiness } from "@/lib/domain/readiness/check.ts";
import type { ApiResponse } from "@/lib/http/handler.ts";
import { JSON_HEADERS } from "@/lib/http/problem.ts";

const HEADERS = { ...JSON_HEADERS, "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** This process answers; it says nothing about what stands behind it, or a short database fault would restart it. */
export function checkLive(): ApiResponse {
  return { status: 200, headers: HEADERS, body: '{"status":"ok"}' };
}

/** Requests can be taken and deliveries are being made: the database answers and a worker lives. */
export async function checkReady(): Promise<ApiResponse> {
  const state = await readiness();
  return { status: state.status === "ok" ? 200 : 503, headers: HEADERS, body: JSON.stringify(state) };
}
