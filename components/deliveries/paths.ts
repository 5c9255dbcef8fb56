import type { DeliveryScope } from "@/components/deliveries/scope.ts";
import type { DeliveryOut } from "@/lib/contract/delivery.ts";

type Place = Pick<DeliveryOut, "id" | "applicationId">;

/** The customer's page of a delivery: what is passed on in a support case, from the console too. */
export function portalDeliveryPath({ id, applicationId }: Place): string {
  return `/portal/${applicationId}/deliveries/${id}`;
}

/** The page of a delivery on the reader's own side. */
export function deliveryPath({ surface }: DeliveryScope, delivery: Place): string {
  return surface === "portal" ? portalDeliveryPath(delivery) : `/console/deliveries?range=30d&sel=${delivery.id}`;
}

export function deliveriesPath(
  { surface }: DeliveryScope,
  applicationId: string,
  query: Record<string, string>,
): string {
  const search = new URLSearchParams(surface === "console" ? { app: applicationId, ...query } : query);
  const base = surface === "portal" ? `/portal/${applicationId}/deliveries` : "/console/deliveries";
  return search.size > 0 ? `${base}?${search}` : base;
}

export function endpointPath({ surface }: DeliveryScope, applicationId: string, endpointId: string): string {
  return surface === "portal"
    ? `/portal/${applicationId}/endpoints/${endpointId}`
    : `/console/applications/${applicationId}/endpoints/${endpointId}`;
}

/** Where the endpoints of an application are listed. */
export function endpointListPath({ surface }: Pick<DeliveryScope, "surface">, applicationId: string): string {
  return surface === "portal" ? `/portal/${applicationId}/endpoints` : `/console/applications/${applicationId}`;
}

/** Only the portal has pages of event types. */
export function eventTypePath({ surface }: DeliveryScope, applicationId: string, name: string): string | null {
  return surface === "portal" ? `/portal/${applicationId}/event-types/${encodeURIComponent(name)}` : null;
}

/** Where a signature is checked, with this delivery's request. */
export function verifyPath({ id, applicationId }: Place): string {
  return `/portal/${applicationId}/verify?delivery=${id}#checker`;
}
