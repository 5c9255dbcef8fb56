import type { SealedColumn } from "@/lib/crypto.ts";

/** Where a sealed column is, in SQL; `t` is the row. */
interface Place {
  /** The columns of its key with their types, in order; what a value is bound to is these, joined by a slash. */
  key: readonly (readonly [name: string, type: "uuid" | "integer" | "bytea"])[];
  /** What names the application of the row. */
  application: string;
}

const ID = [["id", "uuid"]] as const;
const OF_ENDPOINT = "(select o.application_id from endpoint o where o.id = t.endpoint_id)";

/** What re-encryption goes through. The canary is not among them: it follows when everything else has. */
export const SEALED_PLACES: Record<Exclude<SealedColumn, "secret_canary.sealed">, Place> = {
  "endpoint.headers_sealed": { key: ID, application: "t.application_id" },
  "endpoint.authentication_sealed": { key: ID, application: "t.application_id" },
  "endpoint_version.headers_sealed": {
    key: [
      ["endpoint_id", "uuid"],
      ["version", "integer"],
    ],
    application: OF_ENDPOINT,
  },
  "endpoint_transformation.variables_sealed": {
    key: [
      ["endpoint_id", "uuid"],
      ["version", "integer"],
    ],
    application: OF_ENDPOINT,
  },
  "endpoint_secret.secret_sealed": { key: ID, application: OF_ENDPOINT },
  "source_secret.secret_sealed": {
    key: ID,
    application: "(select o.application_id from source o where o.id = t.source_id)",
  },
  "alert_recipient.url_sealed": { key: ID, application: "t.application_id" },
  "alert_recipient.secret_sealed": { key: ID, application: "t.application_id" },
  "staff.link_sealed": { key: ID, application: "null::uuid" },
  "staff.second_factor_secret": { key: ID, application: "null::uuid" },
  "staff.second_factor_pending": { key: ID, application: "null::uuid" },
  "idempotency.body": { key: [["key_hash", "bytea"]], application: "null::uuid" },
};

export type ReEncryptedColumn = keyof typeof SEALED_PLACES;
export const RE_ENCRYPTED_COLUMNS = Object.keys(SEALED_PLACES) as ReEncryptedColumn[];

/** A column of the key as text that is the same for each value: bytes in hexadecimal digits. */
export function keyText(name: string, type: string): string {
  return type === "bytea" ? `encode(t.${name}, 'hex')` : `t.${name}::text`;
}

/** What keyText gave, as the column has it: so that the index of the key is used. */
export function typed(text: string, type: string): string {
  return type === "bytea" ? `decode(${text}, 'hex')` : `${text}::${type}`;
}
