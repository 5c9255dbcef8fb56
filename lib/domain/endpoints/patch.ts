import { isDeepStrictEqual } from "node:util";
import type { Endpoint, Prisma } from "@/generated/prisma/client.ts";
import type { EndpointOut, EndpointPatch } from "@/lib/contract/endpoint.ts";
import type { Tx } from "@/lib/db.ts";
import { db } from "@/lib/db.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { cancelPendingDeliveries } from "@/lib/domain/deliveries/cancel-pending.ts";
import { checkEventTypes } from "@/lib/domain/endpoints/check-event-types.ts";
import { checkUrl } from "@/lib/domain/endpoints/check-url.ts";
import { disabledBy } from "@/lib/domain/endpoints/disabled-by.ts";
import { keepFilter, storedFilter } from "@/lib/domain/endpoints/filter.ts";
import {
  requireFreeNames,
  requireKnownNetworks,
  requireSharedSecret,
  signsWithKeyPair,
} from "@/lib/domain/endpoints/fitting.ts";
import { readShown } from "@/lib/domain/endpoints/get-authentication.ts";
import { maskedHeaders } from "@/lib/domain/endpoints/headers-in.ts";
import { keepOrder } from "@/lib/domain/endpoints/keep-order.ts";
import { type EndpointRef, getEndpointOrThrow, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { requireUnmanaged } from "@/lib/domain/endpoints/managed.ts";
import { changeOptions, readOptions } from "@/lib/domain/endpoints/options.ts";
import { openHeaders } from "@/lib/domain/endpoints/sealed.ts";
import { UNAUTHENTICATED } from "@/lib/domain/endpoints/set-authentication.ts";
import { toEndpointOut } from "@/lib/domain/endpoints/to-out.ts";
import { writeVersion } from "@/lib/domain/endpoints/write.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { followEndpoint } from "@/lib/domain/transformations/follow-endpoint.ts";
import { conflictWhenTaken, requireUid } from "@/lib/domain/uid.ts";
import { env } from "@/lib/env.ts";
import { wake } from "@/lib/queue.ts";

/** Absent fields stay as they are; null unsets. Custom headers, authentication and variables are dropped when the URL moves to another origin. */
export async function patchEndpoint(ctx: Context, input: EndpointRef & { patch: EndpointPatch }): Promise<EndpointOut> {
  const { applicationId, patch } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpoint");
  requireStaffRole(ctx, "support");

  const { url } = await getEndpointOrThrow(ctx.tx ?? db(), input);
  // What is stored is left alone: the rules may have changed since, and a debug inbox may have expired.
  if (patch.url !== undefined && patch.url !== url) await checkUrl(ctx, { applicationId, url: patch.url });
  return withTransaction(ctx, (tx) => updateEndpoint(ctx, tx, input, patch));
}

/** For a URL that has been checked. */
export async function updateEndpoint(
  ctx: Context,
  tx: Tx,
  ref: EndpointRef,
  patch: EndpointPatch,
): Promise<EndpointOut> {
  requireUid("endpoint", patch.uid);
  // In the order in which others lock them.
  if (patch.filter !== undefined) await lockApplication(ctx, tx, ref.applicationId);
  const endpoint = await lockEndpoint(tx, ref);
  if (!turnsOnly(patch)) requireUnmanaged(ctx, endpoint);
  await checkEventTypes(ctx, tx, ref.applicationId, patch.eventTypes ?? [], endpoint.eventTypes);

  if (patch.deliveryOptions) await requireFit(tx, endpoint, patch);
  requireNetworksFit(endpoint, patch);

  const turn = turnOf(endpoint, patch);
  const data = {
    ...columnsOf(patch),
    ...optionsAfter(endpoint, patch),
    ...turnColumns(ctx, turn),
    ...credentialsAfter(endpoint, patch),
  };
  await followEndpoint(tx, endpoint, {
    isMoved: isMovedAway(endpoint, patch),
    deliveryOptions: data.deliveryOptions ?? endpoint.deliveryOptions,
  });
  const row = isSeenByDeliveries(endpoint, patch, turn)
    ? await writeVersion(tx, endpoint.id, data)
    : await conflictWhenTaken("endpoint", () => tx.endpoint.update({ where: { id: endpoint.id }, data }));

  if (patch.deliveryOptions !== undefined) await keepOrder(tx, row);
  if (patch.filter !== undefined && !isDeepStrictEqual(row.filter, endpoint.filter)) await keepFilter(tx, row);
  if (turn === "off") await cancelPendingDeliveries(tx, { endpointId: endpoint.id }, "endpoint_off");
  if (turn === "on") await forgetFailures(tx, endpoint.id);
  else if (row.url !== endpoint.url) await tryAnew(tx, endpoint.id);
  if (isMovedAway(endpoint, patch)) await forgetCertificate(tx, endpoint.id);

  const after = toEndpointOut(row);
  await recordAudit(ctx, tx, {
    action: turn === null ? "endpoint.updated" : turn === "off" ? "endpoint.disabled" : "endpoint.enabled",
    applicationId: ref.applicationId,
    objectKind: "endpoint",
    objectId: after.id,
    change: changeOf(shown(endpoint, row), shown(row, endpoint)),
  });
  await tellOfChange(tx, row, turn);
  return after;
}

/** Of a turn as such, besides that something changed. */
async function tellOfChange(tx: Tx, row: Endpoint, turn: Turn): Promise<void> {
  await tellOfEndpoint(tx, "endpoint.updated", row);
  if (turn === "on") await tellOfEndpoint(tx, "endpoint.enabled", row);
  if (turn !== "off") return;
  const health = await tx.endpointHealth.findUnique({
    where: { endpointId: row.id },
    select: { failingSince: true },
  });
  const failSince = health?.failingSince?.toISOString() ?? null;
  await tellOfEndpoint(tx, "endpoint.disabled", row, { failSince, trigger: "manual" });
}

/** As the audit log has it: with its headers and authentication, masked, when this change dropped them. */
function shown(row: Endpoint, other: Endpoint) {
  return {
    ...toEndpointOut(row),
    ...(row.headersSealed === other.headersSealed
      ? {}
      : { headers: maskedHeaders(openHeaders(row, row.headersSealed)) }),
    ...(row.authenticationSealed === other.authenticationSealed ? {} : { authentication: row.authentication }),
  };
}

/** On and off belong to the people who see it, whoever set it up: a rule may have turned it off. */
function turnsOnly(patch: EndpointPatch): boolean {
  return Object.entries(patch).every(([field, value]) => field === "disabled" || value === undefined);
}

type Turn = "on" | "off" | null;

/** Off stays off for the reason that it is off for. */
function turnOf(endpoint: Endpoint, { disabled }: EndpointPatch): Turn {
  if (disabled === undefined || disabled === (endpoint.disabledAt !== null)) return null;
  return disabled ? "off" : "on";
}

function turnColumns(ctx: Context, turn: Turn) {
  if (turn === null) return {};
  return turn === "off" ? disabledBy(ctx) : { disabledAt: null, disabledReason: null };
}

/** Prisma leaves out what is undefined. */
function columnsOf({
  name,
  uid,
  url,
  description,
  eventTypes,
  channels,
  filter,
  throttleRate,
  metadata,
}: EndpointPatch) {
  return {
    filter: filter === undefined ? undefined : storedFilter(filter),
    uid,
    url,
    description,
    throttleRate,
    metadata,
    name: name === undefined ? undefined : name || null,
    eventTypes: eventTypes === null ? [] : eventTypes,
    channels: channels === null ? [] : channels,
  } satisfies Prisma.EndpointUpdateInput;
}

/** Else somebody who may change the URL but not read these values would have them sent to a server of their own. */
function credentialsAfter(endpoint: Endpoint, patch: EndpointPatch) {
  return isMovedAway(endpoint, patch) ? { headersSealed: null, ...UNAUTHENTICATED } : {};
}

function isMovedAway(endpoint: Endpoint, { url }: EndpointPatch): boolean {
  return url !== undefined && new URL(url).origin !== new URL(endpoint.url).origin;
}

function optionsAfter(endpoint: Endpoint, { deliveryOptions }: EndpointPatch) {
  if (deliveryOptions === undefined) return {};
  return { deliveryOptions: changeOptions(readOptions(endpoint.deliveryOptions), deliveryOptions) };
}

/** Options that sign must go with what the endpoint has besides. */
async function requireFit(tx: Tx, endpoint: Endpoint, patch: EndpointPatch): Promise<void> {
  const { deliveryOptions: options = readOptions(endpoint.deliveryOptions) } = optionsAfter(endpoint, patch);
  const { headersSealed, authentication } = { ...endpoint, ...credentialsAfter(endpoint, patch) };
  const shown = authentication === endpoint.authentication ? readShown(authentication) : null;
  requireFreeNames(options, openHeaders(endpoint, headersSealed), shown);
  requireSharedSecret(options, await signsWithKeyPair(tx, endpoint.id));
}

/** What is stored is left alone: the proxy may be newer than the list. */
function requireNetworksFit(endpoint: Endpoint, patch: EndpointPatch): void {
  const { url = endpoint.url } = patch;
  if (!patch.deliveryOptions?.networks && url === endpoint.url) return;
  const { deliveryOptions = readOptions(endpoint.deliveryOptions) } = optionsAfter(endpoint, patch);
  requireKnownNetworks({ url, networks: deliveryOptions.networks }, env().EGRESS_PROXY_URL !== undefined);
}

function isSeenByDeliveries(endpoint: Endpoint, patch: EndpointPatch, turn: Turn): boolean {
  const { url, throttleRate, deliveryOptions } = patch;
  const isMoved = url !== undefined && url !== endpoint.url;
  const isThrottled = throttleRate !== undefined && throttleRate !== endpoint.throttleRate;
  return turn !== null || isMoved || isThrottled || deliveryOptions !== undefined;
}

const CLOCK_STOPPED = { failureWindowAt: null, failureClockAt: null, warnedAt: null };
const ANEW = { breakerState: 0, breakerUntil: null, breakerSince: null, breakerOpens: 0, ...CLOCK_STOPPED };

/** An endpoint that is turned on starts anew: what failed before must not turn it off again. */
async function forgetFailures(tx: Tx, endpointId: string): Promise<void> {
  const data = { consecutiveFailures: 0, failingSince: null, ...ANEW };
  await tx.endpointHealth.updateMany({ where: { endpointId }, data });
}

/** Another server has another certificate, which the next handshake shows. */
async function forgetCertificate(tx: Tx, endpointId: string): Promise<void> {
  await tx.endpointHealth.updateMany({ where: { endpointId }, data: { certificateNotAfter: null } });
}

/** What waits for the next probe goes to the new address now; one more failure opens the breaker again. */
async function tryAnew(tx: Tx, endpointId: string): Promise<void> {
  const { count } = await tx.endpointHealth.updateMany({ where: { endpointId, breakerState: { gt: 0 } }, data: ANEW });
  if (count > 0) await wake(tx, [endpointId]);
  else await tx.endpointHealth.updateMany({ where: { endpointId }, data: CLOCK_STOPPED });
}
