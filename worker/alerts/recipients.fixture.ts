import type { AlertRecipientIn } from "@/lib/contract/alert.ts";
import { pool } from "@/lib/db.ts";
import { createRecipient } from "@/lib/domain/alerts/create-recipient.ts";
import { linkToken } from "@/lib/domain/alerts/link.ts";
import { changeSubscription } from "@/lib/domain/alerts/subscription.ts";
import { type aTenant, uuidOf } from "@/lib/testing/tenants.ts";
import type { Sending } from "@/worker/alerts/sending.fixture.ts";

type Tenant = Awaited<ReturnType<typeof aTenant>>;

const ALL: AlertRecipientIn["alerts"] = ["failing", "turning_off", "turned_off", "certificate", "weekly_summary"];

export async function aRecipient({ customer, applicationId }: Tenant, input: Partial<AlertRecipientIn> = {}) {
  const base = {
    kind: "email" as const,
    email: "ada@customer.example",
    alerts: ALL,
    locale: "en" as const,
    timeZone: "UTC",
  };
  const recipient = await createRecipient(customer, { applicationId, recipient: { ...base, ...input } });
  const recipientId = uuidOf("alertRecipient", recipient.id);
  return { recipient, recipientId, ref: { applicationId, recipientId }, token: linkToken(recipientId) };
}

/** One whose address was confirmed; what that took is out of the box again. */
export async function aConfirmed(sending: Sending, tenant: Tenant, input: Partial<AlertRecipientIn> = {}) {
  const made = await aRecipient(tenant, input);
  if (!input.kind || input.kind === "email") await changeSubscription(made.token, "confirm");
  await sending.sendAll();
  sending.mailbox().mails.length = 0;
  return made;
}

/** Fails since then, as the log of tries has it. */
export async function fails(endpointId: string, { hours = 2, failures = 7 } = {}): Promise<void> {
  await pool().query(
    `insert into endpoint_health (endpoint_id, consecutive_failures, failing_since, last_failure_at, last_cause)
     values ($1, $2, now() - make_interval(hours => $3), now(), 17)
     on conflict (endpoint_id) do update set consecutive_failures = $2, failing_since = excluded.failing_since, last_failure_at = now(), last_cause = 17`,
    [endpointId, failures, hours],
  );
}
