import { recordInboxRequest } from "@/lib/domain/inboxes/receive.ts";
import { NotFound } from "@/lib/errors.ts";
import type { ApiResponse } from "@/lib/http/handler.ts";
import { JSON_HEADERS, problemResponse } from "@/lib/http/problem.ts";
import type { RawRequest } from "@/lib/http/respond.ts";
import { log } from "@/lib/log.ts";

const BODY_LIMIT_BYTES = 256 * 1024;
const TOKEN = /^[A-Za-z0-9_-]{16,64}$/;
const HEADERS = { ...JSON_HEADERS, "cache-control": "no-store", "x-content-type-options": "nosniff" };

/** `/inbox/<token>`: takes whatever is sent to a debug inbox, by any method, and answers as a good receiver does. */
export async function receiveInboxRequest(request: RawRequest, token: string): Promise<ApiResponse> {
  try {
    if (!TOKEN.test(token)) throw new NotFound();
    const body = Buffer.from(await request.bytes(BODY_LIMIT_BYTES)).toString("utf8");
    const { method } = request;
    const isKnown = await recordInboxRequest({ token, method, headers: request.allHeaders(), body });
    if (!isKnown) throw new NotFound();
    return { status: 200, headers: HEADERS, body: '{"ok":true}' };
  } catch (error) {
    const response = problemResponse(error);
    if (response.status >= 500) log.error("inbox.failed", { error });
    return { ...response, headers: { ...HEADERS, ...response.headers } };
  }
}
