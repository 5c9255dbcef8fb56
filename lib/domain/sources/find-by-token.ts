import type { Buffer } from "node:buffer";
import { SourceKind } from "@/lib/contract/source.ts";
import { pool } from "@/lib/db.ts";
import { SOURCE_TOKEN } from "@/lib/domain/sources/address.ts";
import { openSourceSecret } from "@/lib/domain/sources/secret-rows.ts";
import {
  type EffectiveSettings,
  effectiveSettings,
  isKindAllowed,
  readSettings,
} from "@/lib/domain/sources/settings.ts";
import { sourceSecretBytes } from "@/lib/webhook/inbound/kinds.ts";

/** A source as a request to its address meets it. */
export interface ReceivingSource {
  id: string;
  kind: SourceKind;
  /** Turned off, or of a kind that the installation does not allow any more. */
  isOff: boolean;
  settings: EffectiveSettings;
  /** Those that are accepted now. */
  secrets: Buffer[];
}

interface Row {
  id: string;
  application_id: string;
  kind: string;
  settings: unknown;
  disabled: boolean;
  secret_ids: string[];
  sealed: string[];
}

/** The source of an address; null for one that never was, or was deleted, or whose application was. */
export async function findSourceByToken(token: string): Promise<ReceivingSource | null> {
  if (!SOURCE_TOKEN.test(token)) return null;
  const { rows } = await pool().query<Row>({
    name: "source-by-token",
    text: `select s.id, s.application_id, s.kind, s.settings, s.disabled_at is not null as disabled,
        array_remove(array_agg(c.id::text order by c.id), null) as secret_ids,
        array_remove(array_agg(c.secret_sealed order by c.id), null) as sealed
      from source s join application a on a.id = s.application_id
      left join source_secret c on c.source_id = s.id and (c.expires_at is null or c.expires_at > now())
      where s.token = $1 and s.deleted_at is null and a.deleted_at is null
      group by s.id`,
    values: [token],
  });
  const [row] = rows;
  if (!row) return null;
  const kind = SourceKind.parse(row.kind);
  return {
    id: row.id,
    kind,
    isOff: row.disabled || !isKindAllowed(kind),
    settings: effectiveSettings(kind, readSettings(row.settings)),
    secrets: row.sealed.map((sealed, n) =>
      sourceSecretBytes(
        kind,
        openSourceSecret({ id: row.secret_ids[n] ?? "", applicationId: row.application_id }, sealed),
      ),
    ),
  };
}
