import { z } from "zod";
import { EndpointAuthenticationIn } from "@/lib/contract/endpoint-authentication.ts";
import { type SealedRow, seal, unseal } from "@/lib/crypto.ts";
import type { Authentication } from "@/lib/webhook/authentication.ts";

const StoredHeaders = z.record(z.string(), z.string());

/** A version of an endpoint, as what it holds is bound to it. */
export interface VersionRow {
  endpointId: string;
  version: number;
  applicationId: string;
}

const versionRow = ({ endpointId, version, applicationId }: VersionRow): SealedRow => ({
  id: `${endpointId}/${version}`,
  applicationId,
});

const textOf = (headers: Record<string, string>) => JSON.stringify(headers);
const isNone = (headers: Record<string, string>) => Object.keys(headers).length === 0;

/** Custom headers as an endpoint has them; null when there are none. */
export function sealHeaders(endpoint: SealedRow, headers: Record<string, string>): string | null {
  return isNone(headers) ? null : seal("endpoint.headers_sealed", endpoint, textOf(headers));
}

export function openHeaders(endpoint: SealedRow, sealed: string | null): Record<string, string> {
  return sealed === null ? {} : StoredHeaders.parse(JSON.parse(unseal("endpoint.headers_sealed", endpoint, sealed)));
}

/** The same headers, as a version of the endpoint keeps them. */
export function sealVersionHeaders(version: VersionRow, headers: Record<string, string>): string | null {
  return isNone(headers) ? null : seal("endpoint_version.headers_sealed", versionRow(version), textOf(headers));
}

export function openVersionHeaders(version: VersionRow, sealed: string | null): Record<string, string> {
  if (sealed === null) return {};
  return StoredHeaders.parse(JSON.parse(unseal("endpoint_version.headers_sealed", versionRow(version), sealed)));
}

/** Credentials for the receiver. */
export function sealAuthentication(endpoint: SealedRow, authentication: Authentication): string {
  return seal("endpoint.authentication_sealed", endpoint, JSON.stringify(authentication));
}

export function openAuthentication(endpoint: SealedRow, sealed: string | null): Authentication | null {
  if (sealed === null) return null;
  return EndpointAuthenticationIn.parse(JSON.parse(unseal("endpoint.authentication_sealed", endpoint, sealed)));
}

/** A signing secret, `whsec_…` or `whsk_…`; the id is that of its own row. */
export function sealSecret(row: SealedRow, secret: string): string {
  return seal("endpoint_secret.secret_sealed", row, secret);
}

export function openSecret(row: SealedRow, sealed: string): string {
  return unseal("endpoint_secret.secret_sealed", row, sealed);
}
