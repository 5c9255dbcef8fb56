import type { z } from "zod";
import type { PublicKeyOut } from "@/lib/contract/public-key.ts";
import { db } from "@/lib/db.ts";
import { NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";
import { publicJwk } from "@/lib/webhook/key-pair.ts";

/**
 * Public keys of an endpoint, for whoever knows its id: they can verify with them, and nothing else. An endpoint without any
 * looks like one that does not exist.
 */
export async function listPublicKeys(input: { endpointId: string }): Promise<{ keys: z.infer<typeof PublicKeyOut>[] }> {
  const endpointId = parseId("endpoint", input.endpointId);
  if (!endpointId) throw new NotFound();
  const rows = await db().endpointSecret.findMany({
    where: {
      endpointId,
      publicKey: { not: null },
      OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      endpoint: { deletedAt: null, application: { deletedAt: null } },
    },
    select: { publicKey: true, expiresAt: true },
    orderBy: { id: "desc" },
  });
  const keys = rows.flatMap(({ publicKey, expiresAt }) => {
    if (publicKey === null) return [];
    const words = { use: "sig", alg: "EdDSA", key: publicKey } as const;
    return [
      { ...publicJwk(publicKey), ...words, current: expiresAt === null, expiresAt: expiresAt?.toISOString() ?? null },
    ];
  });
  if (keys.length === 0) throw new NotFound();
  return { keys };
}
