import type { EndpointOut, EndpointUpsertIn } from "@/lib/contract/endpoint.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { checkUrl } from "@/lib/domain/endpoints/check-url.ts";
import { insertEndpoint } from "@/lib/domain/endpoints/create.ts";
import { updateEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { findEndpoint } from "@/lib/domain/endpoints/resolve.ts";
import { uidForUpsert } from "@/lib/domain/uid.ts";
import { NotFound } from "@/lib/errors.ts";
import { ID_PREFIXES } from "@/lib/ids.ts";

/** Replaces an endpoint; a uid that nobody has yet creates one. Secret and custom headers stay, and so does the uid
 * when the body is silent about it. */
export async function upsertEndpoint(
  ctx: Context,
  input: { applicationId: string; endpointIdOrUid: string; endpoint: EndpointUpsertIn },
): Promise<{ created: boolean; endpoint: EndpointOut }> {
  const { applicationId, endpointIdOrUid, endpoint } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  const known = await findEndpoint(ctx, input);
  if (!known && endpointIdOrUid.startsWith(ID_PREFIXES.endpoint)) throw new NotFound();
  if (known?.url !== endpoint.url) await checkUrl(ctx, { applicationId, url: endpoint.url });

  return withTransaction(ctx, async (tx) => {
    // Looked up again: it may have come or gone while its name was resolved.
    const existing = await findEndpoint({ ...ctx, tx }, input);
    if (!existing) {
      const uid = uidForUpsert(endpointIdOrUid, endpoint.uid);
      return { created: true, endpoint: await insertEndpoint(ctx, tx, applicationId, { ...endpoint, uid }) };
    }
    const { uid, name = null, eventTypes = null, channels = null, throttleRate = null, ...rest } = endpoint;
    // Silent about them, as clients are that do not know them: the options and the filter stay.
    const replaced = { ...rest, name, eventTypes, channels, throttleRate, ...(uid === undefined ? {} : { uid }) };
    const ref = { applicationId, endpointId: existing.id };
    return { created: false, endpoint: await updateEndpoint(ctx, tx, ref, replaced) };
  });
}
