import { getEndpointAuthentication } from "@/lib/domain/endpoints/get-authentication.ts";
import { deleteEndpointAuthentication, setEndpointAuthentication } from "@/lib/domain/endpoints/set-authentication.ts";
import type { Handlers } from "@/lib/http/handler.ts";
import { refOf } from "@/lib/http/handlers/endpoint-ref.ts";

export const endpointAuthenticationHandlers = {
  getEndpointAuthentication: async (ctx, { params }) => ({
    status: 200,
    body: await getEndpointAuthentication(ctx, await refOf(ctx, params)),
  }),

  setEndpointAuthentication: async (ctx, { params, body }) => ({
    status: 200,
    body: await setEndpointAuthentication(ctx, { ...(await refOf(ctx, params)), authentication: body }),
  }),

  deleteEndpointAuthentication: async (ctx, { params }) => {
    await deleteEndpointAuthentication(ctx, await refOf(ctx, params));
    return { status: 204, body: null };
  },
} satisfies Pick<Handlers, "getEndpointAuthentication" | "setEndpointAuthentication" | "deleteEndpointAuthentication">;
