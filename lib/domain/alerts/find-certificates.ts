import { pool } from "@/lib/db.ts";
import { hostOf, type NewAlert } from "@/lib/domain/alerts/facts.ts";
import { ACTIVE } from "@/lib/domain/alerts/write.ts";
import { endpointName } from "@/lib/domain/deliveries/endpoint-name.ts";
import { certificateWarning } from "@/lib/domain/endpoint-health/certificate.ts";

const MAX_FOUND = 1_000;

interface Expiring {
  id: string;
  application_id: string;
  name: string | null;
  url: string;
  not_after: Date;
  seen_at: Date;
}

// What we saw long ago says nothing about the certificate that is there now.
const EXPIRING = `select e.id, e.application_id, e.name, e.url, h.certificate_not_after as not_after,
    greatest(h.last_success_at, h.last_failure_at) as seen_at
  from endpoint_health h join endpoint e on e.id = h.endpoint_id
  where h.certificate_not_after > $1::timestamptz and h.certificate_not_after <= $1::timestamptz + interval '30 days'
    and greatest(h.last_success_at, h.last_failure_at) > $1::timestamptz - interval '30 days'
    and e.deleted_at is null and e.disabled_at is null and e.url like 'https:%'
    and exists (select from alert_recipient r where r.application_id = e.application_id and ${ACTIVE} and 'certificate' = any (r.alerts))
  order by h.certificate_not_after limit ${MAX_FOUND}`;

/** Certificates that end soon: one alert for each step of each certificate. */
export async function findCertificates(now: Date): Promise<NewAlert[]> {
  const { rows } = await pool().query<Expiring>(EXPIRING, [now]);
  return rows.flatMap((endpoint) => {
    const { id, application_id, not_after, seen_at } = endpoint;
    const warning = certificateWarning(not_after, now.getTime());
    if (!warning) return [];
    return {
      applicationId: application_id,
      endpointId: id,
      factKey: `certificate ${id} ${not_after.toISOString()} ${warning.stepDays}`,
      facts: {
        kind: "certificate" as const,
        endpointName: endpointName(endpoint),
        host: hostOf(endpoint.url),
        notAfter: not_after.toISOString(),
        daysLeft: warning.daysLeft,
        seenAt: seen_at.toISOString(),
      },
    };
  });
}
