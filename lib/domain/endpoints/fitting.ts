import type { DeliveryOptionsOut } from "@/lib/contract/delivery-options.ts";
import type { EndpointAuthenticationOut } from "@/lib/contract/endpoint-authentication.ts";
import type { Tx } from "@/lib/db.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { literalOf } from "@/lib/webhook/address.ts";
import { shownCredential } from "@/lib/webhook/authentication.ts";
import { hmacHeaderNames } from "@/lib/webhook/hmac-headers.ts";

type Options = Pick<DeliveryOptionsOut, "format" | "hmacHeaders">;

/** What of the options signs with a shared secret only, as a path into them; null when nothing does. */
function needsSharedSecret({ format, hmacHeaders }: Options): "hmacHeaders" | "format" | null {
  if (hmacHeaders !== null) return "hmacHeaders";
  return format === "envelope" ? "format" : null;
}

/** @throws InvalidInput when options are to be set that a key pair cannot serve */
export function requireSharedSecret(options: Options, isKeyPair: boolean): void {
  const field = needsSharedSecret(options);
  if (!isKeyPair || field === null) return;
  const says = "A plain signature needs a shared secret, and this endpoint signs with a key pair (whsk_).";
  throw new InvalidInput(["body", "deliveryOptions", field], says);
}

/** @throws InvalidInput when a secret is to be set that options in use cannot sign with */
export function requireSecretFor(field: "key" | "kind", options: Options, isKeyPair: boolean): void {
  const used = needsSharedSecret(options);
  if (!isKeyPair || used === null) return;
  throw new InvalidInput(["body", field], `deliveryOptions.${used} signs with a shared secret; unset it first.`);
}

export async function signsWithKeyPair(tx: Tx, endpointId: string): Promise<boolean> {
  const current = await tx.endpointSecret.findFirst({
    where: { endpointId, expiresAt: null },
    select: { publicKey: true },
    orderBy: { id: "desc" },
  });
  return current !== null && current.publicKey !== null;
}

/** Names of headers that the endpoint's options write, of those that are sent besides; each with the profile's index. */
function clashOf(options: Options, names: readonly string[]): { name: string; index: number } | null {
  for (const [index, profile] of (options.hmacHeaders ?? []).entries()) {
    const signed = new Set(hmacHeaderNames(profile).map((name) => name.toLowerCase()));
    const name = names.find((one) => signed.has(one.toLowerCase()));
    if (name !== undefined) return { name, index };
  }
  return null;
}

/** @throws InvalidInput when options are to be set that sign a header which is sent already */
export function requireFreeNames(
  options: Options,
  headers: Record<string, string>,
  authentication: EndpointAuthenticationOut | null,
): void {
  const credential = authentication && shownCredential(authentication)?.name;
  const clash = clashOf(options, [...Object.keys(headers), ...(credential ? [credential] : [])]);
  if (clash === null) return;
  const by = clash.name === credential ? "the endpoint's authentication" : "a custom header";
  const loc = ["body", "deliveryOptions", "hmacHeaders", String(clash.index)];
  throw new InvalidInput(loc, `${clash.name} is ${by} already.`);
}

/**
 * @param field of the header in the body: `headers`, or the kind of credential
 * @throws InvalidInput when a header is to be set that carries a signature
 */
export function requireUnsigned(field: string, options: Options, names: readonly string[]): void {
  const clash = clashOf(options, names);
  if (clash === null) return;
  const loc = field === "headers" ? ["body", field, clash.name] : ["body", field];
  throw new InvalidInput(loc, `${clash.name} carries a signature (deliveryOptions.hmacHeaders).`);
}

/**
 * Behind an egress proxy nobody here knows to which address a name leads: a list of networks that cannot be kept is refused
 * when it is set, rather than with every delivery.
 * @throws InvalidInput
 */
export function requireKnownNetworks(
  { url, networks }: { url: string; networks: readonly string[] | null },
  isBehindProxy: boolean,
): void {
  if (!isBehindProxy || networks === null || literalOf(new URL(url).hostname) !== null) return;
  const says =
    "Requests leave through a proxy, so it is not known which address this URL leads to. Use an IP address in the URL, or set no networks.";
  throw new InvalidInput(["body", "deliveryOptions", "networks"], says);
}
