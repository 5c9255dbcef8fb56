import { z } from "zod";
import { EndpointAuthenticationIn } from "@/lib/contract/endpoint-authentication.ts";
import { seal, unseal } from "@/lib/crypto.ts";
import type { Authentication } from "@/lib/webhook/authentication.ts";

const StoredHeaders = z.record(z.string(), z.string());

/**
 * Custom headers as they are stored on the endpoint and, the same text, on its versions: bound to the endpoint's id.
 * null when there are none.
 */
export function sealHeaders(endpointId: string, headers: Record<string, string>): string | null {
  return Object.keys(headers).length === 0 ? null : seal("endpoint-headers", endpointId, JSON.stringify(headers));
}

export function openHeaders(endpointId: string, sealed: string | null): Record<string, string> {
  return sealed === null ? {} : StoredHeaders.parse(JSON.parse(unseal("endpoint-headers", endpointId, sealed)));
}

/** Credentials for the receiver, bound to the endpoint's id. */
export function sealAuthentication(endpointId: string, authentication: Authentication): string {
  return seal("endpoint-authentication", endpointId, JSON.stringify(authentication));
}

export function openAuthentication(endpointId: string, sealed: string | null): Authentication | null {
  if (sealed === null) return null;
  return EndpointAuthenticationIn.parse(JSON.parse(unseal("endpoint-authentication", endpointId, sealed)));
}

/** A signing secret, `whsec_…` or `whsk_…`, bound to the id of its own row. */
export function sealSecret(secretId: string, secret: string): string {
  return seal("endpoint-secret", secretId, secret);
}

export function openSecret(secretId: string, sealed: string): string {
  return unseal("endpoint-secret", secretId, sealed);
}
