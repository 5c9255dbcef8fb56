import type { ApiKeyCreatedOut, ApiKeyIn } from "@/lib/contract/authentication.ts";
import { hashToken } from "@/lib/crypto.ts";
import { toApiKeyOut } from "@/lib/domain/api-keys/out.ts";
import { newApiKeyToken } from "@/lib/domain/api-keys/token.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationForNew, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";

/** Makes an API key; its value is in this answer only. The operator may bring a value of their own at bootstrap. */
export async function createApiKey(ctx: Context, input: ApiKeyIn & { token?: string }): Promise<ApiKeyCreatedOut> {
  requireOperator(ctx, "engineer");
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt.getTime() <= Date.now()) {
    throw new InvalidInput(["body", "expiresAt"], "must be in the future");
  }
  const token = input.token ?? newApiKeyToken();

  return withTransaction(ctx, async (tx) => {
    const row = await tx.apiKey.create({
      data: {
        id: newUuid(),
        organizationId: organizationForNew(ctx),
        name: input.name,
        tokenHash: new Uint8Array(hashToken(token)),
        last4: token.slice(-4),
        createdBy: ctx.actor.label,
        expiresAt,
      },
    });
    const out = toApiKeyOut(row);
    await recordAudit(ctx, tx, {
      action: "api_key.created",
      objectKind: "api_key",
      objectId: out.id,
      change: { after: { name: out.name, last4: out.last4, expiresAt: out.expiresAt } },
    });
    return { ...out, token };
  });
}
