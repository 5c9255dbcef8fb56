import { randomUUID } from "node:crypto";
import { endPortalVisit } from "@/lib/domain/portal-visits/end.ts";
import { endedVisitCookie, readCookie, visitCookieName } from "@/lib/http/cookies.ts";
import { parseId } from "@/lib/ids.ts";

/**
 * Ends the visit to a portal and leads back to where its visitor came from. A plain link leads here: whoever has somebody
 * follow it from elsewhere only ends what was read only.
 */
export async function leaveVisit(request: Request): Promise<Response> {
  const applicationId = new URL(request.url).searchParams.get("app") ?? "";
  if (!parseId("application", applicationId)) return seeOther("/console");
  const token = readCookie(request.headers.get("cookie") ?? undefined, visitCookieName(applicationId));
  const ctx = { actor: { kind: "system", label: "visit" }, requestId: randomUUID() } as const;
  const cameFrom = token ? await endPortalVisit(ctx, token) : null;
  return seeOther(cameFrom ?? `/console/applications/${applicationId}`, endedVisitCookie(applicationId));
}

function seeOther(location: string, cookie?: string): Response {
  return new Response(null, { status: 303, headers: { location, ...(cookie ? { "set-cookie": cookie } : {}) } });
}
