import { queryOptions } from "@tanstack/react-query";
import { nameOf } from "@/components/endpoints/endpoint-words.ts";
import type { Access } from "@/components/portal/access.tsx";
import { readSecret } from "@/components/secrets/read-secret.ts";
import type { Candidate } from "@/components/verify/check-signature.ts";
import { headersText, readHeaders, type SignatureHeaders } from "@/components/verify/request-text.ts";
import type { EndpointOut } from "@/lib/contract/endpoint.ts";
import type { ContentGoneOut } from "@/lib/contract/payload-keeping.ts";

type Reader = Pick<Access, "applicationId" | "call">;

/** What a delivery really sent the last time, in bytes and headers. */
export type SentRequest = {
  deliveryId: string;
  endpointId: string;
  startedAt: string;
  headersText: string;
  headers: SignatureHeaders;
  /** null when it is no longer kept or shown as it was, or nothing was sent. */
  body: string | null;
  /** Why there is none: it is no longer kept. */
  bodyGone: ContentGoneOut | null;
  /** It is there, and not as it was signed. */
  isRedacted: boolean;
};

/** The newest try of a delivery; null when there was none. */
export function sentRequestQuery({ applicationId, call }: Reader, deliveryId: string) {
  const params = { app_id: applicationId, delivery_id: deliveryId };
  return queryOptions({
    queryKey: ["verify", applicationId, "sent", deliveryId],
    queryFn: async ({ signal }): Promise<SentRequest | null> => {
      const { attempts, endpointId } = await call("GET /app/{app_id}/delivery/{delivery_id}", { params }, signal);
      const last = attempts.at(-1);
      if (!last) return null;
      const { request, startedAt } = await call(
        "GET /app/{app_id}/delivery/{delivery_id}/attempt/{attempt_id}",
        { params: { ...params, attempt_id: last.id } },
        signal,
      );
      const text = headersText(request.headers.filter(([name]) => /^(webhook|svix)-/i.test(name)));
      const headers = readHeaders(text);
      const { bodyGone, bodyDiffers } = request;
      // What is not byte for byte what was signed would make every signature a wrong one.
      const isRedacted = bodyDiffers.length > 0;
      const body = isRedacted ? null : request.body;
      return { deliveryId, endpointId, startedAt, headersText: text, headers, body, bodyGone, isRedacted };
    },
    staleTime: 30_000,
    retry: false,
  });
}

/** The newest delivery of an endpoint that its server refused. */
export function lastFailedQuery({ applicationId, call }: Reader, endpointId: string) {
  return queryOptions({
    queryKey: ["verify", applicationId, "last-failed", endpointId],
    queryFn: async ({ signal }) => {
      const query = { endpoint: [endpointId], status: ["failed", "retrying"], limit: 1 };
      const { data } = await call("GET /app/{app_id}/delivery", { params: { app_id: applicationId }, query }, signal);
      return data[0]?.id ?? null;
    },
  });
}

/** A delivery by its own id, or by that of its message; of several to the endpoint that is named, if it has one. */
export async function findDelivery(
  { applicationId, call }: Reader,
  id: string,
  endpointId?: string,
): Promise<string | null> {
  if (id.startsWith("dlv_")) return id;
  const query = { q: id, limit: 1, ...(endpointId === undefined ? {} : { endpoint: [endpointId] }) };
  return (await call("GET /app/{app_id}/delivery", { params: { app_id: applicationId }, query })).data[0]?.id ?? null;
}

/** Every secret that signs for an endpoint now. Reading one is recorded; a public key is none. */
export async function readCandidates(access: Access, endpoint: EndpointOut): Promise<Candidate[]> {
  const params = { app_id: access.applicationId, endpoint_id: endpoint.id };
  const { data } = await access.call("GET /app/{app_id}/endpoint/{endpoint_id}/secrets", { params });
  return Promise.all(
    data.map(async ({ id, current, publicKey }) => ({
      text: publicKey ?? (await readSecret(access, endpoint.id, id)),
      role: current ? ("checked" as const) : ("previous" as const),
      name: nameOf(endpoint),
    })),
  );
}
