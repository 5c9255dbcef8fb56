import { randomUUID } from "node:crypto";
import type { EndpointIn } from "@/lib/contract/endpoint.ts";
import type { EventTypeIn } from "@/lib/contract/event-type.ts";
import { CAPABILITIES, type Capability } from "@/lib/contract/operation.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createEndpoint } from "@/lib/domain/endpoints/create.ts";
import { createEventType } from "@/lib/domain/event-types/create.ts";
import { createDirectMessage } from "@/lib/domain/messages/create-direct.ts";
import { type IdKind, parseId } from "@/lib/ids.ts";

export const RECEIVER_URL = "http://127.0.0.1:8999/hooks";

export function uuidOf(kind: IdKind, id: string): string {
  const uuid = parseId(kind, id);
  if (!uuid) throw new Error(`${id} is no id of this kind`);
  return uuid;
}

/** An operator's key of an organization of its own. */
export function anOperator(): Context & { organizationId: string } {
  const organizationId = `org_${randomUUID().slice(0, 8)}`;
  return { actor: { kind: "apiKey", id: null, label: "test key", organizationId }, organizationId, requestId: "test" };
}

export function aStaff(role: "viewer" | "support" | "engineer" | "admin"): Context {
  return { actor: { kind: "staff", id: randomUUID(), label: "staff@posthorn.test", role }, requestId: "test" };
}

/** A customer in the portal of an application. */
export function aCustomer(
  applicationId: string,
  input: { organizationId: string; capabilities?: readonly Capability[]; featureFlags?: readonly string[] },
): Context {
  const { organizationId, capabilities = CAPABILITIES, featureFlags = [] } = input;
  const actor = { kind: "portal", id: randomUUID(), label: "customer", organizationId, applicationId } as const;
  return { actor: { ...actor, capabilities, featureFlags }, requestId: "test" };
}

/** An operator with one application and, in its portal, one customer. */
export async function aTenant() {
  const ctx = anOperator();
  const made = await createApplication(ctx, { application: { name: "Acme", metadata: {} }, whenTaken: "refuse" });
  const applicationId = uuidOf("application", made.application.id);
  const customer = aCustomer(applicationId, { organizationId: ctx.organizationId });
  return { ctx, organizationId: ctx.organizationId, application: made.application, applicationId, customer };
}

export async function anEndpoint(ctx: Context, applicationId: string, input: Partial<EndpointIn> = {}) {
  const base = { url: RECEIVER_URL, description: "", disabled: false, metadata: {} };
  const endpoint = await createEndpoint(ctx, { applicationId, endpoint: { ...base, ...input } });
  return { endpoint, endpointId: uuidOf("endpoint", endpoint.id) };
}

export function anEventType(ctx: Context, name: string, input: Partial<EventTypeIn> = {}) {
  return createEventType(ctx, { name, description: "", archived: false, deprecated: false, ...input });
}

/** A delivery that waits for the worker. */
export function aPendingDelivery(ctx: Context, applicationId: string, endpointId: string) {
  const message = { eventType: "invoice.paid", payloadText: "{}", isTest: false };
  return createDirectMessage(ctx, { applicationId, endpointId, ...message });
}
