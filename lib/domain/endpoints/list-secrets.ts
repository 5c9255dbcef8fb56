import type { SecretVersionOut } from "@/lib/contract/endpoint-secret.ts";
import { db } from "@/lib/db.ts";
import { type Context, requirePortalAccess, requireStaffRole } from "@/lib/domain/context.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";

/** Those that sign now, newest first; numbers count every secret that the endpoint has had. */
export async function listEndpointSecrets(ctx: Context, input: EndpointRef): Promise<{ data: SecretVersionOut[] }> {
  requirePortalAccess(ctx, input.applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");

  const client = ctx.tx ?? db();
  await getEndpointOrThrow(client, input);
  const rows = await client.endpointSecret.findMany({
    where: { endpointId: input.endpointId },
    select: { last4: true, publicKey: true, createdAt: true, expiresAt: true },
    orderBy: { id: "asc" },
  });

  const now = Date.now();
  const data = rows
    .map((row, index) => ({ ...row, number: index + 1 }))
    .filter(({ expiresAt }) => expiresAt === null || expiresAt.getTime() > now)
    .map(({ number, last4, publicKey, createdAt, expiresAt }) => ({
      id: String(number),
      kind: publicKey === null ? ("v1" as const) : ("v1a" as const),
      publicKey,
      last4,
      current: expiresAt === null,
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt?.toISOString() ?? null,
    }));
  return { data: data.reverse() };
}
