import type { Buffer } from "node:buffer";
import { verifyHmac } from "@/lib/webhook/inbound/hmac.ts";
import type { SignatureVerdict, SignedRequest } from "@/lib/webhook/inbound/signed-request.ts";

/** `X-Shopify-Hmac-Sha256`, base64, keyed with the app's client secret (shopify.dev, "Verify webhook deliveries"). */
export function verifyShopify(request: SignedRequest, secrets: readonly Buffer[]): SignatureVerdict {
  const profile = { header: "x-shopify-hmac-sha256", prefix: "", algorithm: "sha256", encoding: "base64" } as const;
  return verifyHmac(request, secrets, profile);
}
