import { z } from "zod";
import type { Endpoint } from "@/generated/prisma/client.ts";
import { EndpointOut } from "@/lib/contract/endpoint.ts";
import { AUTHENTICATION_KINDS } from "@/lib/contract/endpoint-authentication.ts";
import { FilterIn } from "@/lib/contract/filter.ts";
import { readShown } from "@/lib/domain/endpoints/get-authentication.ts";
import { effectiveOptions, readOptions } from "@/lib/domain/endpoints/options.ts";
import { formatId } from "@/lib/ids.ts";

const StoredMetadata = z.record(z.string(), z.string());
const StoredReason = EndpointOut.shape.disabledReason;
const StoredManager = EndpointOut.shape.managedBy;

export function toEndpointOut(row: Endpoint): EndpointOut {
  // Empty is how the table says "all".
  const eventTypes = row.eventTypes.length === 0 ? null : row.eventTypes;
  const deliveryOptions = readOptions(row.deliveryOptions);
  return {
    id: formatId("endpoint", row.id),
    uid: row.uid,
    name: row.name,
    url: row.url,
    description: row.description,
    disabled: row.disabledAt !== null,
    disabledReason: StoredReason.parse(row.disabledReason),
    managedBy: StoredManager.parse(row.managedBy),
    disabledAt: row.disabledAt?.toISOString() ?? null,
    eventTypes,
    filterTypes: eventTypes,
    channels: row.channels.length === 0 ? null : row.channels,
    filter: row.filter === null ? null : FilterIn.parse(row.filter),
    throttleRate: row.throttleRate,
    rateLimit: row.throttleRate,
    authenticatedBy: kindsOf(readShown(row.authentication)),
    metadata: StoredMetadata.parse(row.metadata),
    deliveryOptions,
    effectiveOptions: effectiveOptions(deliveryOptions),
    pausedAt: row.pausedAt?.toISOString() ?? null,
    version: 1,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function kindsOf(shown: ReturnType<typeof readShown>): EndpointOut["authenticatedBy"] {
  return AUTHENTICATION_KINDS.filter((kind) => shown?.[kind]);
}
