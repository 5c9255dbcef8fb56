import type { EndpointSecretRotateIn } from "@/lib/contract/endpoint-secret.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { requireSecretFor, signsWithKeyPair } from "@/lib/domain/endpoints/fitting.ts";
import { type EndpointRef, lockEndpoint } from "@/lib/domain/endpoints/lock.ts";
import { requireUnmanaged } from "@/lib/domain/endpoints/managed.ts";
import { readOptions } from "@/lib/domain/endpoints/options.ts";
import { openSecret } from "@/lib/domain/endpoints/sealed.ts";
import { generateSecret, insertSecret, readSecret } from "@/lib/domain/endpoints/secret-rows.ts";
import { writeVersion } from "@/lib/domain/endpoints/write.ts";
import { tellOfEndpoint } from "@/lib/domain/operational-webhooks/tell.ts";
import { InvalidInput, ProblemError } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

const DEFAULT_GRACE_SECONDS = 86_400;
/** Each of them is one more signature in a header of every request. */
const MAX_OLD_SECRETS = 10;

/** A new secret signs from now on; the old one signs too until the grace period ends, so that receivers can follow. */
export async function rotateEndpointSecret(ctx: Context, input: EndpointRef & EndpointSecretRotateIn): Promise<void> {
  const { applicationId, endpointId } = input;
  requirePortalAccess(ctx, applicationId, "ManageEndpointSecret");
  requireStaffRole(ctx, "engineer");
  const graceSeconds = input.gracePeriodSeconds ?? DEFAULT_GRACE_SECONDS;
  const given = input.key ? readSecret("key", input.key, input.kind) : null;

  await withTransaction(ctx, async (tx) => {
    const endpoint = await lockEndpoint(tx, input);
    requireUnmanaged(ctx, endpoint);
    const secret = given ?? generateSecret(input.kind ?? ((await signsWithKeyPair(tx, endpointId)) ? "v1a" : "v1"));
    requireSecretFor(given ? "key" : "kind", readOptions(endpoint.deliveryOptions), secret.publicKey !== null);
    const now = new Date();
    const live = await tx.endpointSecret.findMany({
      where: { endpointId, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
    });
    if (live.some((row) => openSecret({ id: row.id, applicationId }, row.secretSealed) === secret.text)) {
      throw new InvalidInput(["body", "key"], "This secret is in use by the endpoint already.");
    }
    const oldAfterwards = live.length - (graceSeconds === 0 ? 1 : 0);
    if (oldAfterwards > MAX_OLD_SECRETS) {
      throw new ProblemError("limit_reached", `More than ${MAX_OLD_SECRETS} old secrets would sign. End them first.`);
    }

    await tx.endpointSecret.updateMany({
      where: { endpointId, expiresAt: null },
      data: { expiresAt: new Date(now.getTime() + graceSeconds * 1000) },
    });
    await insertSecret(tx, endpoint, secret);
    await writeVersion(tx, endpointId);

    await recordAudit(ctx, tx, {
      action: "endpoint.secret_rotated",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: {
        before: { last4: live.find((row) => row.expiresAt === null)?.last4 ?? null },
        after: { last4: secret.last4, graceSeconds },
      },
    });
    await tellOfEndpoint(tx, "endpoint.updated", endpoint);
  });
}
