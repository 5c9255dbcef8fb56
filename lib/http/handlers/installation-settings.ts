import { getSettings, patchSettings } from "@/lib/domain/settings/change.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const installationSettingsHandlers = {
  getSettings: async (ctx) => ({ status: 200, body: await getSettings(ctx) }),
  patchSettings: async (ctx, { body }) => ({ status: 200, body: await patchSettings(ctx, body) }),
} satisfies Pick<Handlers, "getSettings" | "patchSettings">;
