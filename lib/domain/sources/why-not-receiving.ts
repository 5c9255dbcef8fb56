import { pool } from "@/lib/db.ts";
import type { ReceivingSource } from "@/lib/domain/sources/find-by-token.ts";

/** Why a source would not take a request now; null when it would. Rejects when the database does not commit a write. */
export async function whyNotReceiving(source: ReceivingSource): Promise<"off" | "no_secret" | null> {
  if (source.isOff) return "off";
  if (source.kind !== "none" && source.secrets.length === 0) return "no_secret";
  // Reading would succeed on a standby and on a full disk.
  await pool().query({
    name: "probe-source",
    text: `insert into source_probe (source_id, probed_at) values ($1, now())
      on conflict (source_id) do update set probed_at = now()`,
    values: [source.id],
  });
  return null;
}
