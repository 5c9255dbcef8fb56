import type { Handlers } from "@/lib/http/handler.ts";

export const healthHandlers = {
  getHealth: async () => ({ status: 200, body: { status: "ok" } }),
  ping: async () => ({ status: 204, body: null }),
} satisfies Pick<Handlers, "getHealth" | "ping">;
