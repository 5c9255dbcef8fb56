import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { getPrivacy, patchPrivacy } from "@/lib/domain/privacy/change.ts";
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
} satisfies Pick<Handlers, "getPrivacy" | "patchPrivacy">;
