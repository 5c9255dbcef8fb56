import type { FleetSummaryOut } from "@/lib/contract/fleet.ts";
import { pool } from "@/lib/db.ts";
import { ofCustomers } from "@/lib/domain/operational-webhooks/organization.ts";
import { env } from "@/lib/env.ts";
import { formatId } from "@/lib/ids.ts";

/** The uids of the applications that a first start makes to look at. */
const DEMO_UIDS = ["demo", "demo-empty"];

interface Row {
  has_key: boolean;
  is_key_used: boolean;
  id: string | null;
  uid: string | null;
  name: string | null;
  is_message_sent: boolean | null;
}

/** What an operator has done on the way to the first real delivery; the demo does not count. */
export async function readFirstSteps(organizationId: string | undefined): Promise<FleetSummaryOut["firstSteps"]> {
  const demoUids = env().POSTHORN_DEMO ? DEMO_UIDS : [];
  const { rows } = await pool().query<Row>(
    `select k.has_key, k.is_key_used, a.id, a.uid, a.name, a.is_message_sent
     from (
       select count(*) > 0 as has_key, count(last_used_at) > 0 as is_key_used
       from api_key where revoked_at is null and ($1::text is null or organization_id = $1)
     ) k
     left join lateral (
       select id, uid, name,
         exists (select 1 from message m where m.application_id = application.id and not m.is_test) as is_message_sent
       from application
       where deleted_at is null and ${ofCustomers("organization_id", "$1")} and (uid is null or uid <> all ($2::text[]))
       order by id limit 1
     ) a on true`,
    [organizationId ?? null, demoUids],
  );
  const row = rows[0];
  return {
    hasKey: row?.has_key ?? false,
    isKeyUsed: row?.is_key_used ?? false,
    application: row?.id ? { id: formatId("application", row.id), uid: row.uid, name: row.name ?? "" } : null,
    isMessageSent: row?.is_message_sent ?? false,
  };
}
