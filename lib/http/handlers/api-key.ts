import { createApiKey } from "@/lib/domain/api-keys/create.ts";
import { listApiKeys } from "@/lib/domain/api-keys/list.ts";
import { revokeApiKey } from "@/lib/domain/api-keys/revoke.ts";
import { rollApiKey } from "@/lib/domain/api-keys/roll.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const apiKeyHandlers = {
  listApiKeys: async (ctx, { query }) => ({ status: 200, body: await listApiKeys(ctx, query) }),
  createApiKey: async (ctx, { body }) => ({ status: 201, body: await createApiKey(ctx, body) }),
  rollApiKey: async (ctx, { params, body }) => ({
    status: 201,
    body: await rollApiKey(ctx, { keyId: params.key_id, ...body }),
  }),
  revokeApiKey: async (ctx, { params }) => {
    await revokeApiKey(ctx, { keyId: params.key_id });
    return { status: 204, body: null };
  },
} satisfies Pick<Handlers, "listApiKeys" | "createApiKey" | "rollApiKey" | "revokeApiKey">;
