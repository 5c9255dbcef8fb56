import type { WebhookPatch } from "@/lib/contract/webhook.ts";
import { db } from "@/lib/db.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { checkUrl } from "@/lib/domain/endpoints/check-url.ts";
import { type EndpointRef, getEndpointOrThrow } from "@/lib/domain/endpoints/lock.ts";
import { updateEndpoint } from "@/lib/domain/endpoints/patch.ts";
import { rotateEndpointSecret } from "@/lib/domain/endpoints/rotate-secret.ts";
import { setEndpointHeaders } from "@/lib/domain/endpoints/set-headers.ts";
import { toEndpointPatch } from "@/lib/domain/short-api/translate.ts";

/** What are several operations elsewhere is one here: all of it happens, or nothing. */
export async function patchWebhook(ctx: Context, ref: EndpointRef, patch: WebhookPatch): Promise<void> {
  const { url } = await getEndpointOrThrow(db(), ref);
  // Before the transaction: a name server may be slow.
  if (patch.url !== undefined && patch.url !== url) await checkUrl(ctx, { ...ref, url: patch.url });
  const change = toEndpointPatch(patch);

  await withTransaction(ctx, async (tx) => {
    const within = { ...ctx, tx };
    if (Object.keys(change).length > 0) await updateEndpoint(within, tx, ref, change);
    if (patch.custom_headers !== undefined) {
      await setEndpointHeaders(within, { ...ref, headers: patch.custom_headers ?? {} });
    }
    if (patch.secret) await rotateEndpointSecret(within, { ...ref, key: patch.secret });
  });
}
