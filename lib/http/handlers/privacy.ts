import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { getPrivacy, patchPrivacy } from "@/lib/domain/privacy/change.ts";
import { purgeApplication } from "@/lib/domain/privacy/purge.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const privacyHandlers = {
  getPrivacy: async (ctx, { params }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await getPrivacy(ctx, { applicationId }) };
  },
  patchPrivacy: async (ctx, { params, body }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    return { status: 200, body: await patchPrivacy(ctx, { applicationId, patch: body }) };
  },
  purgeApplication: async (ctx, { params, body }) => {
    const { id: applicationId } = await resolveApplication(ctx, params.app_id);
    return { status: 202, body: await purgeApplication(ctx, { applicationId, ...body }) };
  },
} satisfies Pick<Handlers, "getPrivacy" | "patchPrivacy" | "purgeApplication">;
