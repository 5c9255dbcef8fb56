import { SourceKind, type SourceOut } from "@/lib/contract/source.ts";
import type { Tx } from "@/lib/db.ts";
import { sourceUrl } from "@/lib/domain/sources/address.ts";
import type { SourceWithSecrets } from "@/lib/domain/sources/lock.ts";
import { effectiveSettings, readSettings } from "@/lib/domain/sources/settings.ts";
import { formatId } from "@/lib/ids.ts";

const COUNTED_DEAD_LETTERS = 1000;

interface Traffic {
  id: string;
  dead: number;
  last: Date | null;
}

/** Sources as they are shown, in the order given. */
export async function toSourcesOut(tx: Pick<Tx, "$queryRawUnsafe">, rows: SourceWithSecrets[]): Promise<SourceOut[]> {
  const traffic = await tx.$queryRawUnsafe<Traffic[]>(
    `select s.id,
       (select count(*)::int from (
          select from source_request r where r.source_id = s.id and r.state = 2 limit ${COUNTED_DEAD_LETTERS}) d) as dead,
       (select r.received_at from source_request r where r.source_id = s.id order by r.id desc limit 1) as last
     from unnest($1::uuid[]) as s(id)`,
    rows.map((row) => row.id),
  );
  const of = new Map(traffic.map((one) => [one.id, one]));
  return rows.map((row) => toSourceOut(row, of.get(row.id)));
}

/** A source as the audit log shows it too: without secrets, which are told by their last characters. */
export function toSourceOut(row: SourceWithSecrets, traffic?: Traffic): SourceOut {
  const kind = SourceKind.parse(row.kind);
  const { hmac, ...settings } = effectiveSettings(kind, readSettings(row.settings));
  const now = Date.now();
  const live = row.secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > now);
  return {
    id: formatId("source", row.id),
    name: row.name,
    kind,
    url: sourceUrl(row.token),
    disabled: row.disabledAt !== null,
    secrets: live
      .toSorted((a, b) => (a.id < b.id ? 1 : -1))
      .map(({ last4, createdAt, expiresAt }) => ({
        last4,
        current: expiresAt === null,
        createdAt: createdAt.toISOString(),
        expiresAt: expiresAt?.toISOString() ?? null,
      })),
    hmac: kind === "hmac" ? hmac : null,
    ...settings,
    deadLetterCount: traffic?.dead ?? 0,
    lastRequestAt: traffic?.last?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What the audit log keeps: the address is the key to sending, and traffic is no property. */
export function auditedSource(row: SourceWithSecrets) {
  const { url: _url, deadLetterCount: _count, lastRequestAt: _last, secrets, ...rest } = toSourceOut(row);
  return { ...rest, secrets: secrets.map(({ last4 }) => last4) };
}
