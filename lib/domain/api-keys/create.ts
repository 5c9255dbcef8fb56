import type { ApiKeyCreatedOut, ApiKeyIn } from "@/lib/contract/api-key.ts";
import { EVERY_SCOPE } from "@/lib/contract/scopes.ts";
import { hashToken } from "@/lib/crypto.ts";
import { db } from "@/lib/db.ts";
import { toApiKeyOut, WITH_APPLICATION } from "@/lib/domain/api-keys/out.ts";
import { newApiKeyToken } from "@/lib/domain/api-keys/token.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { type Context, organizationForNew, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { newUuid } from "@/lib/ids.ts";

/**
 * Makes an API key; its value is in this answer only, and what it may do never changes. The operator may bring a value of
 * their own at bootstrap.
 */
export async function createApiKey(ctx: Context, input: ApiKeyIn & { token?: string }): Promise<ApiKeyCreatedOut> {
  requireOperator(ctx, "engineer");
  const expiresAt = await expiryFor(ctx, input.expiresAt ? new Date(input.expiresAt) : null);
  const scopes = scopesFor(ctx, input.scopes ?? [EVERY_SCOPE]);
  const networks = await networksFor(ctx, input.networks ?? []);
  const applicationId = input.applicationId ? await applicationFor(ctx, input.applicationId) : null;
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
        scopes,
        networks,
        applicationId,
      },
      include: WITH_APPLICATION,
    });
    const out = toApiKeyOut(row);
    await recordAudit(ctx, tx, {
      action: "api_key.created",
      objectKind: "api_key",
      objectId: out.id,
      change: {
        after: {
          name: out.name,
          last4: out.last4,
          expiresAt: out.expiresAt,
          scopes,
          networks,
          applicationId: out.applicationId,
        },
      },
    });
    return { ...out, token };
  });
}

/** @throws InvalidInput when a key would make one that may do more than itself */
function scopesFor({ actor }: Context, wanted: readonly string[]): string[] {
  const own = actor.kind === "apiKey" ? actor.limits?.scopes : undefined;
  if (own && !own.includes(EVERY_SCOPE)) {
    const more = wanted.filter((scope) => !own.includes(scope));
    if (more.length > 0) {
      throw new InvalidInput(
        ["body", "scopes"],
        `Your own key has not the scopes that it would give: ${more.join(", ")}`,
      );
    }
  }
  return wanted.includes(EVERY_SCOPE) ? [EVERY_SCOPE] : [...new Set(wanted)];
}

/** A key that ends makes keys that end with it, or earlier. */
async function expiryFor({ actor }: Context, wanted: Date | null): Promise<Date | null> {
  if (wanted && wanted.getTime() <= Date.now()) {
    throw new InvalidInput(["body", "expiresAt"], "must be in the future");
  }
  if (actor.kind !== "apiKey" || actor.id === null) return wanted;
  const own = await db().apiKey.findUniqueOrThrow({ where: { id: actor.id }, select: { expiresAt: true } });
  if (own.expiresAt && wanted && wanted > own.expiresAt) {
    throw new InvalidInput(["body", "expiresAt"], "Your own key ends before that.");
  }
  return wanted ?? own.expiresAt;
}

/** A key that works from some networks only makes keys for these, or some of them. */
async function networksFor({ actor }: Context, wanted: readonly string[]): Promise<string[]> {
  if (actor.kind !== "apiKey" || actor.id === null || !actor.limits?.networks.length) return [...wanted];
  const { networks } = await db().apiKey.findUniqueOrThrow({ where: { id: actor.id }, select: { networks: true } });
  if (wanted.length === 0) return networks;
  const more = wanted.filter((network) => !networks.includes(network));
  if (more.length > 0) {
    throw new InvalidInput(["body", "networks"], `Your own key does not work from there: ${more.join(", ")}`);
  }
  return [...wanted];
}

async function applicationFor(ctx: Context, idOrUid: string): Promise<string> {
  const application = await findApplication(ctx, idOrUid);
  if (!application) throw new InvalidInput(["body", "applicationId"], "There is no such application.");
  if (application.organizationId !== organizationForNew(ctx)) {
    throw new InvalidInput(["body", "applicationId"], "This application belongs to another organization than the key.");
  }
  return application.id;
}
