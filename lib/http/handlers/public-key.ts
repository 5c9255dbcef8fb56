import { listPublicKeys } from "@/lib/domain/endpoints/list-public-keys.ts";
import type { Handlers } from "@/lib/http/handler.ts";

export const publicKeyHandlers = {
  listPublicKeys: async (_, { params }) => ({
    status: 200,
    body: await listPublicKeys({ endpointId: params.endpoint_id }),
  }),
} satisfies Pick<Handlers, "listPublicKeys">;
