import { hashToken } from "@/lib/crypto.ts";
import { db } from "@/lib/db.ts";

/** Whether this value is or was a key: what was revoked stays so. */
export async function apiKeyExists(token: string): Promise<boolean> {
  const tokenHash = new Uint8Array(hashToken(token));
  return (await db().apiKey.findUnique({ where: { tokenHash }, select: { id: true } })) !== null;
}

export async function hasApiKey(organizationId: string): Promise<boolean> {
  return (await db().apiKey.findFirst({ where: { organizationId }, select: { id: true } })) !== null;
}
