import type { EndpointHeadersPatchIn } from "@/lib/contract/endpoint-headers.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { requireNoSuchCredential } from "@/lib/domain/endpoints/authentication-in.ts";
import { requireUnsigned } from "@/lib/domain/endpoints/fitting.ts";
import { readShown } from "@/lib/domain/endpoints/get-authentication.ts";
import { checkHeaders, maskedHeaders, patchHeaders } from "@/lib/domain/endpoints/headers-in.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { requireUnmanaged } from "@/lib/domain/endpoints/managed.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { openHeaders, sealHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { writeVersion } from "@/lib/domain/endpoints/write.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { formatId } from "@/lib/ids.ts";

type Headers = Record<string, string>;

/** Replaces the custom headers. */
export async function setEndpointHeaders(ctx: Context, input: EndpointRef & { headers: Headers }): Promise<void> {
  await changeHeaders(ctx, input, () => input.headers);
}

/** Changes those that are named; null deletes one. */
export async function patchEndpointHeaders(ctx: Context, input: EndpointRef & EndpointHeadersPatchIn): Promise<void> {
  await changeHeaders(ctx, input, (stored) => patchHeaders(stored, input.headers, input.deleteHeaders));
}

async function changeHeaders(ctx: Context, ref: EndpointRef, change: (stored: Headers) => Headers): Promise<void> {
  const { applicationId, endpointId } = ref;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  await withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, ref);
    requireUnmanaged(ctx, endpoint);
    const before = openHeaders(endpoint, endpoint.headersSealed);
    const after = change(before);
    checkHeaders(after);
    requireNoSuchCredential(after, readShown(endpoint.authentication));
    requireUnsigned("headers", readOptions(endpoint.deliveryOptions), Object.keys(after));

    await writeVersion(tx, endpointId, { headersSealed: sealHeaders(endpoint, after) });
    await recordAudit(ctx, tx, {
      action: "endpoint.headers_updated",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before: maskedHeaders(before), after: maskedHeaders(after) },
    });
    await tellOfEndpoint(tx, "endpoint.updated", endpoint);
  });
}
