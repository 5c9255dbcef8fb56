import type { EndpointSecretOut } from "@/lib/contract/endpoint-secret.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { openSecret } from "@/lib/domain/endpoints/sealed.ts";
import { NotFound } from "@/lib/errors.ts";
import { formatId } from "@/lib/ids.ts";

/** Reveals the current signing secret, or one that signs besides; nobody gets it without a trace in the audit log. */
export async function getEndpointSecret(
  ctx: Context,
  input: EndpointRef & { version?: string | undefined },
): Promise<EndpointSecretOut> {
  const { applicationId, endpointId } = input;
  requirePortalAccess(ctx, applicationId, "ViewEndpointSecret");
  requireStaffRole(ctx, "engineer");

  return withTransaction(ctx, async (tx) => {
    await getEndpointOrThrow(tx, input);
    const rows = await tx.endpointSecret.findMany({ where: { endpointId }, orderBy: { id: "asc" } });
    const secret = input.version
      ? rows[Number(input.version) - 1]
      : rows.findLast(({ expiresAt }) => expiresAt === null);
    if (!secret || (secret.expiresAt !== null && secret.expiresAt <= new Date())) throw new NotFound();

    await recordAudit(ctx, tx, {
      action: "endpoint.secret_revealed",
      applicationId,
      objectKind: "endpoint",
      objectId: formatId("endpoint", endpointId),
      change: { before: null, after: { last4: secret.last4 } },
    });
    // Of a key pair receivers need the public half; nobody needs the other.
    return { key: secret.publicKey ?? openSecret({ id: secret.id, applicationId }, secret.secretSealed) };
  });
}
