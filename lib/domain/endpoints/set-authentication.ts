import { Prisma } from "@/generated/prisma/client.ts";
import type { EndpointAuthenticationIn, EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { kindOf, readAuthentication, requireNoSuchHeader } from "@/lib/domain/endpoints/authentication-in.ts";
import { checkTokenUrl } from "@/lib/domain/endpoints/check-url.ts";
import { requireUnsigned } from "@/lib/domain/endpoints/fitting.ts";
import { readShown } from "@/lib/domain/endpoints/get-authentication.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { openHeaders, sealAuthentication } from "@/lib/domain/endpoints/sealed.ts";
import { writeVersion } from "@/lib/domain/endpoints/write.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";
import { shownCredential } from "@/lib/webhook/authentication.ts";

/** Columns of an endpoint without credentials. */
export const UNAUTHENTICATED = { authentication: Prisma.DbNull, authenticationSealed: null };

/** Replaces how requests to an endpoint are authenticated, as a whole. */
export async function setEndpointAuthentication(
  ctx: Context,
  input: EndpointRef & { authentication: EndpointAuthenticationIn },
): Promise<EndpointAuthenticationOut> {
  const { applicationId, endpointId, authentication } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");
  const { stored, shown } = readAuthentication(authentication, Date.now());
  // Before the transaction: a name server may be slow.
  if (stored.oauth2) await checkTokenUrl(stored.oauth2.tokenUrl);

  return withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    requireNoSuchHeader(shown, Object.keys(openHeaders(endpoint, endpoint.headersSealed)));
    const credential = shownCredential(shown)?.name;
    if (credential) requireUnsigned(kindOf(shown), readOptions(endpoint.deliveryOptions), [credential]);
    requireTls(shown, endpoint.url);

    await writeVersion(tx, endpointId, {
      authentication: shown,
      authenticationSealed: sealAuthentication(endpoint, stored),
    });
    await recordAudit(ctx, tx, {
      action: "endpoint.authentication_updated",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before: readShown(endpoint.authentication), after: shown },
    });
    await tellOfEndpoint(tx, "endpoint.updated", endpoint);
    return shown;
  });
}

/** Requests go without credentials from now on; nothing happens where there were none. */
export async function deleteEndpointAuthentication(ctx: Context, input: EndpointRef): Promise<void> {
  const { applicationId, endpointId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  await withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    const before = readShown(endpoint.authentication);
    if (before === null) return;
    await writeVersion(tx, endpointId, UNAUTHENTICATED);
    await recordAudit(ctx, tx, {
      action: "endpoint.authentication_deleted",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before, after: null },
    });
    await tellOfEndpoint(tx, "endpoint.updated", endpoint);
  });
}

function requireTls({ mtls, ca }: EndpointAuthenticationOut, url: string): void {
  if (new URL(url).protocol === "https:" || (!mtls && !ca)) return;
  throw new InvalidInput(
    ["body", mtls ? "mtls" : "ca"],
    "Certificates are for https only, and the URL of this endpoint is http.",
  );
}
