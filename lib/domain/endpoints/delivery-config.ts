import type { KeyObject } from "node:crypto";
import type { DeliveryOptionsOut } from "@/lib/contract/delivery-options.ts";
import { hotPool } from "@/lib/db.ts";
import { effectiveOptions, readOptions } from "@/lib/domain/endpoints/options.ts";
import { openAuthentication, openHeaders, openSecret } from "@/lib/domain/endpoints/sealed.ts";
import { openVariables } from "@/lib/domain/transformations/stored.ts";
import { formatId } from "@/lib/ids.ts";
import {
  type Authentication,
  type CredentialHeader,
  credentialOf,
  type Oauth2Client,
  secretsOfAuthentication,
} from "@/lib/webhook/authentication.ts";
import { signingKeyOf } from "@/lib/webhook/signature.ts";

/** What the worker must know to make a try. Good for exactly one version of the endpoint. */
export interface DeliveryConfig {
  endpointId: string;
  /** As on the wire, for the log. */
  endpointLabel: string;
  applicationLabel: string;
  version: number;
  url: string;
  /** Custom headers in clear; never logged. */
  headers: Record<string, string>;
  /** The header that authenticates, in clear; the value of an access token is put into its place by whoever sends. */
  credential: (CredentialHeader & { value: string }) | null;
  /** For endpoints that get a fresh access token with each request. */
  oauth2: Oauth2Client | null;
  /** Certificates of the endpoint's own connections. */
  tls: OwnTls | null;
  /** What must not come back in what is stored, beside the headers and keys. */
  secrets: readonly string[];
  /**
   * Secrets that sign, shared ones and private keys: the current one first, then by their ends, the last end first.
   * `expiresAtMs` is null for the current one.
   */
  keys: { key: KeyObject; expiresAtMs: number | null }[];
  timeoutMs: number;
  connectTimeoutMs: number;
  retryScheduleSeconds: readonly number[];
  options: DeliveryOptionsOut;
  /** Code that every message goes through; null for none. Variables in clear; never logged. */
  transformation: { code: string; variables: Record<string, string> } | null;
}

/** PEM. */
interface OwnTls {
  certificate: string | null;
  privateKey: string | null;
  ca: string | null;
}

interface Row {
  id: string;
  application_id: string;
  version: number;
  url: string;
  headers_sealed: string | null;
  authentication_sealed: string | null;
  delivery_options: unknown;
  secrets: { id: string; sealed: string; expires_at: string | null }[] | null;
  transformation: { version: number; enabled: boolean; code: string | null; variables: string | null } | null;
}

const LOAD = `
select e.id, e.application_id, e.version, e.url, e.headers_sealed, e.authentication_sealed, e.delivery_options, (
  select json_agg(json_build_object('id', s.id, 'sealed', s.secret_sealed, 'expires_at', s.expires_at) order by s.expires_at desc nulls first, s.created_at desc)
  from endpoint_secret s where s.endpoint_id = e.id and (s.expires_at is null or s.expires_at > now())
) as secrets, (
  select json_build_object('version', t.version, 'enabled', t.enabled, 'code', t.code, 'variables', t.variables_sealed)
  from endpoint_transformation t where t.endpoint_id = e.id order by t.version desc limit 1
) as transformation
from endpoint e where e.id = any ($1::uuid[])`;

/**
 * Reads the configuration of endpoints by id alone: for the worker, and for who has found the endpoint already.
 * @throws CannotUnseal when the secrets of the settings do not open what is stored: sending unsigned is no way out.
 */
export async function loadDeliveryConfigsUnscoped(endpointIds: string[]): Promise<DeliveryConfig[]> {
  const { rows } = await hotPool().query<Row>({ name: "delivery-config", text: LOAD, values: [endpointIds] });
  return rows.map((row) => {
    const options = readOptions(row.delivery_options);
    const endpoint = { id: row.id, applicationId: row.application_id };
    const authentication = openAuthentication(endpoint, row.authentication_sealed);
    const { timeoutSeconds, connectTimeoutSeconds, retryDelaysSeconds } = effectiveOptions(options);
    return {
      endpointId: row.id,
      endpointLabel: formatId("endpoint", row.id),
      applicationLabel: formatId("application", row.application_id),
      version: row.version,
      url: row.url,
      headers: openHeaders(endpoint, row.headers_sealed),
      credential: authentication && credentialOf(authentication),
      oauth2: authentication?.oauth2 ?? null,
      tls: authentication && tlsOf(authentication),
      secrets: authentication ? secretsOfAuthentication(authentication) : [],
      keys: (row.secrets ?? []).map((secret) => ({
        key: signingKeyOf(openSecret({ ...endpoint, id: secret.id }, secret.sealed)),
        expiresAtMs: secret.expires_at === null ? null : Date.parse(secret.expires_at),
      })),
      timeoutMs: timeoutSeconds * 1000,
      connectTimeoutMs: connectTimeoutSeconds * 1000,
      retryScheduleSeconds: retryDelaysSeconds,
      options,
      transformation: transformationOf(row),
    };
  });
}

function tlsOf({ mtls, ca }: Authentication): OwnTls | null {
  if (!mtls && !ca) return null;
  return { certificate: mtls?.certificate ?? null, privateKey: mtls?.privateKey ?? null, ca: ca ?? null };
}

function transformationOf({ id, application_id, transformation }: Row): DeliveryConfig["transformation"] {
  if (!transformation?.enabled || transformation.code === null) return null;
  const { version, code, variables } = transformation;
  return { code, variables: openVariables({ endpointId: id, version, applicationId: application_id }, variables) };
}
