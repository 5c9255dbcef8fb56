import { type AccessId, accessOf } from "@/lib/contract/access.ts";
import type { Operation } from "@/lib/contract/operation.ts";
import { EVERY_SCOPE } from "@/lib/contract/scopes.ts";
import { requireKeyScope } from "@/lib/domain/api-keys/require-scope.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import type { Actor } from "@/lib/domain/context.ts";
import { Forbidden, NotFound } from "@/lib/errors.ts";
import type { ApiRequest } from "@/lib/http/handler.ts";
import { formatId } from "@/lib/ids.ts";
import { isWithin } from "@/lib/webhook/address.ts";

/** Of no application; a key of one application needs them to use its own. The short API is about that one anyway. */
const FOR_EVERY_KEY = new Set(["listEventTypes", "getEventType", "logout"]);
/** Of one application each, though their paths do not name it: the verbs hold the key to its own. */
const HELD_BY_VERB = new Set([
  ...["listBackgroundTasks", "getBackgroundTask", "patchBackgroundTask"],
  ...["pauseBackgroundTask", "resumeBackgroundTask", "cancelBackgroundTask"],
]);

/**
 * Holds an API key to its scopes, its networks and its application. What a key of one application asks about others is
 * not found, and what is about none it may not do.
 * @returns the parameters of the path, with the application by its id when the key is of one
 * @throws Forbidden naming what the key lacks
 * @throws NotFound for another application
 */
export async function holdToLimits(
  actor: Actor,
  operation: Pick<Operation, "short"> & { id: AccessId },
  request: Pick<ApiRequest, "remoteAddress">,
  params: Record<string, string>,
): Promise<Record<string, string>> {
  if (actor.kind !== "apiKey" || !actor.limits) return params;
  const { networks, applicationId } = actor.limits;
  if (networks.length > 0 && !(request.remoteAddress && isWithin(request.remoteAddress, networks))) {
    throw new Forbidden("This API key may not be used from this address.");
  }
  requireKeyScope({ actor, requestId: "" }, accessOf(operation.id).key ?? EVERY_SCOPE);
  if (applicationId === null) return params;
  const { app_id: asked } = params as Partial<Record<string, string>>;
  if (asked === undefined) {
    if (operation.short || FOR_EVERY_KEY.has(operation.id) || HELD_BY_VERB.has(operation.id)) return params;
    throw new Forbidden("This API key is for one application, and this is about more.");
  }
  const application = await findApplication({ actor, requestId: "" }, asked);
  if (application?.id !== applicationId) throw new NotFound();
  // Not the uid: it may be given to another application before the request is done.
  return { ...params, app_id: formatId("application", applicationId) };
}
