import type { Handlers } from "@/lib/http/handler.ts";
import { apiKeyHandlers } from "@/lib/http/handlers/api-key.ts";
import { applicationHandlers } from "@/lib/http/handlers/application.ts";
import { authenticationHandlers } from "@/lib/http/handlers/authentication.ts";
import { endpointHandlers } from "@/lib/http/handlers/endpoint.ts";
import { eventTypeHandlers } from "@/lib/http/handlers/event-type.ts";
import { healthHandlers } from "@/lib/http/handlers/health.ts";
import { inboxHandlers } from "@/lib/http/handlers/inbox.ts";

export const handlers: Partial<Handlers> = {
  ...apiKeyHandlers,
  ...authenticationHandlers,
  ...healthHandlers,
  ...applicationHandlers,
  ...endpointHandlers,
  ...eventTypeHandlers,
  ...inboxHandlers,
};
