import type { Handlers } from "@/lib/http/handler.ts";
import { apiKeyHandlers } from "@/lib/http/handlers/api-key.ts";
import { authenticationHandlers } from "@/lib/http/handlers/authentication.ts";
import { healthHandlers } from "@/lib/http/handlers/health.ts";

export const handlers: Partial<Handlers> = {
  ...apiKeyHandlers,
  ...authenticationHandlers,
  ...healthHandlers,
};
