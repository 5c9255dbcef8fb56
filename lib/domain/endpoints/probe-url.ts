import type { EndpointCheckOut } from "@/lib/contract/endpoint-check.ts";
import { pool } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { ADDRESS_NOT_ALLOWED, judgeUrlOf } from "@/lib/domain/endpoints/check-url.ts";
import { isOwnInboxUrl } from "@/lib/domain/inboxes/own-url.ts";
import { env } from "@/lib/env.ts";
import { newUuid } from "@/lib/ids.ts";
import { log } from "@/lib/log.ts";
import { listenTo } from "@/lib/notifications.ts";
import { dequeue, enqueue, URL_CHECK_CHANNEL, UrlCheckNotice } from "@/lib/queue.ts";
import { describeUrlCheck, type UrlFindings, withoutConnection } from "@/lib/webhook/url-check.ts";

/** A little longer than the worker takes at most. */
const WAIT_MS = 6_000;

/**
 * Looks where a URL leads before it is saved: address, connection, certificate. Only the worker dials, and nothing is
 * sent. It advises and decides nothing: whether the URL may be saved is judged when it is saved.
 */
export async function probeUrl(
  ctx: Context,
  input: { applicationId: string; url: string },
  waitMs = WAIT_MS,
): Promise<EndpointCheckOut> {
  requirePortalAccess(ctx, input.applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  const startedAtMs = Date.now();
  const findings = await findingsOf(ctx, input, waitMs);
  return { ...findings, durationMs: Date.now() - startedAtMs };
}

async function findingsOf(
  ctx: Context,
  input: { applicationId: string; url: string },
  waitMs: number,
): Promise<UrlFindings> {
  // The worker looks the name up, and judges the addresses behind it.
  const problem = await judgeUrlOf(ctx, input, null);
  if (problem) return refused(problem);
  if (isOwnInboxUrl(input.url, env().PUBLIC_URL)) {
    return withoutConnection({ ok: true, reachable: true, message: "This is your debug inbox.", hint: null });
  }

  const url = new URL(input.url);
  const notice = await askWorker(url.origin, waitMs);
  if (!notice) {
    return refused("The check took too long.", "You can save the URL all the same, and send a test.");
  }
  // Nothing else about it may be told: neither where the name leads, nor whether anything is there.
  if (notice.class === "blocked_address") return refused(ADDRESS_NOT_ALLOWED);
  return describeUrlCheck({ ...notice, url, timeoutMs: waitMs, nowMs: Date.now() });
}

function refused(message: string, hint: string | null = null): UrlFindings {
  return withoutConnection({ ok: false, reachable: false, message, hint });
}

/** @returns null when no worker answered in time */
async function askWorker(origin: string, waitMs: number): Promise<UrlCheckNotice | null> {
  const checkId = newUuid();
  const jobKey = `check_url ${checkId}`;
  let answer: (notice: UrlCheckNotice | null) => void = () => {};
  const answered = new Promise<UrlCheckNotice | null>((resolve) => {
    answer = resolve;
  });
  const timer = setTimeout(() => answer(null), waitMs);
  const stop = await listenTo(URL_CHECK_CHANNEL, (payload) => {
    const notice = readNotice(payload);
    if (notice?.checkId === checkId) answer(notice);
  });
  try {
    await enqueue(pool(), "check_url", { checkId, origin }, { jobKey, maxAttempts: 1 });
    const notice = await answered;
    if (!notice) await dequeue(pool(), jobKey);
    return notice;
  } finally {
    clearTimeout(timer);
    stop();
  }
}

function readNotice(payload: string): UrlCheckNotice | null {
  try {
    return UrlCheckNotice.parse(JSON.parse(payload));
  } catch (error) {
    log.warn("url_check_notice_unreadable", { error });
    return null;
  }
}
