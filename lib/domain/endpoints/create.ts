import { NO_OPTIONS } from "@/lib/contract/delivery-options.ts";
import type { EndpointIn, EndpointOut } from "@/lib/contract/endpoint.ts";
import type { Tx } from "@/lib/db.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { checkEventTypes } from "@/lib/domain/endpoints/check-event-types.ts";
import { checkUrl } from "@/lib/domain/endpoints/check-url.ts";
import { disabledBy } from "@/lib/domain/endpoints/disabled-by.ts";
import { keepFilter, storedFilter } from "@/lib/domain/endpoints/filter.ts";
import { requireFreeNames, requireKnownNetworks, requireSharedSecret } from "@/lib/domain/endpoints/fitting.ts";
import { checkHeaders, maskedHeaders } from "@/lib/domain/endpoints/headers-in.ts";
import { keepOrder } from "@/lib/domain/endpoints/keep-order.ts";
import { changeOptions } from "@/lib/domain/endpoints/options.ts";
import { sealHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { generateSecret, insertSecret, readSecret } from "@/lib/domain/endpoints/secret-rows.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { insertVersion } from "@/lib/domain/endpoints/write.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { reachedEndpointQuota } from "@/lib/domain/quotas/endpoints.ts";
import { requireUid, uidTaken } from "@/lib/domain/uid.ts";
import { env } from "@/lib/env.ts";
import { ProblemError } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";

export async function createEndpoint(
  ctx: Context,
  input: { applicationId: string; endpoint: EndpointIn },
): Promise<EndpointOut> {
  const { applicationId, endpoint } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  // Before the transaction: a name server may be slow.
  await checkUrl(ctx, { applicationId, url: endpoint.url });
  return withTransaction(ctx, (tx) => insertEndpoint(ctx, tx, applicationId, endpoint));
}

/** For a URL that has been checked. */
export async function insertEndpoint(
  ctx: Context,
  tx: Tx,
  applicationId: string,
  input: EndpointIn,
): Promise<EndpointOut> {
  requireUid("endpoint", input.uid);
  const headers = input.headers ?? {};
  checkHeaders(headers);
  const secret = input.secret
    ? readSecret("secret", input.secret, input.secretKind)
    : generateSecret(input.secretKind ?? "v1");
  const deliveryOptions = changeOptions(NO_OPTIONS, input.deliveryOptions ?? null);
  requireSharedSecret(deliveryOptions, secret.publicKey !== null);
  requireFreeNames(deliveryOptions, headers, null);
  requireKnownNetworks({ url: input.url, networks: deliveryOptions.networks }, env().EGRESS_PROXY_URL !== undefined);

  const full = await reachedEndpointQuota(tx, await lockApplication(ctx, tx, applicationId));
  if (full !== null) {
    const detail = `This application can have at most ${full} endpoints (quota endpoints). Delete one that is not needed.`;
    throw new ProblemError("limit_reached", detail);
  }
  await checkEventTypes(ctx, tx, applicationId, input.eventTypes ?? []);

  const id = newUuid();
  const [row] = await tx.endpoint.createManyAndReturn({
    data: {
      id,
      applicationId,
      uid: input.uid ?? null,
      name: input.name || null,
      url: input.url,
      description: input.description,
      eventTypes: input.eventTypes ?? [],
      channels: input.channels ?? [],
      filter: storedFilter(input.filter ?? null),
      metadata: input.metadata,
      throttleRate: input.throttleRate ?? null,
      headersSealed: sealHeaders({ id, applicationId }, headers),
      deliveryOptions,
      ...(input.disabled ? disabledBy(ctx) : {}),
    },
    skipDuplicates: true,
  });
  if (!row) throw uidTaken("endpoint");
  await keepOrder(tx, row);
  if (row.filter !== null) await keepFilter(tx, row);
  await insertVersion(tx, row);
  await insertSecret(tx, row, secret);
  await tx.endpointHealth.create({ data: { endpointId: id } });

  const out = toEndpointOut(row);
  await recordAudit(ctx, tx, {
    action: "endpoint.created",
    applicationId,
    objectKind: "endpoint",
    objectId: out.id,
    change: { before: null, after: { ...out, headers: maskedHeaders(headers) } },
  });
  await tellOfEndpoint(tx, "endpoint.created", row);
  return out;
}
