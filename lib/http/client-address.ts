import type { IncomingHttpHeaders } from "node:http";
import { type AllowList, isWithin } from "@/lib/webhook/address.ts";

/** A socket that listens for both versions writes IPv4 addresses like this. */
const MAPPED = /^::ffff:(?=\d+\.)/i;

/** What a reverse proxy says about the request that it passes on, beside the address. */
const ABOUT_THE_REQUEST = ["x-forwarded-host", "x-forwarded-proto", "x-forwarded-port", "forwarded"];

/**
 * Where a request comes from. Every proxy writes the other end of its connection at the end of X-Forwarded-For, so from
 * there to the front the first address that is none of the operator's proxies is the caller; what stands before it the
 * caller may have written. Without a proxy in front, or when the connection is not one's, the header says nothing: who
 * could choose it would be somebody else each time. null when unknown.
 */
export function clientAddress(
  headers: IncomingHttpHeaders,
  socketAddress: string | undefined,
  proxies: AllowList,
): string | null {
  if (socketAddress === undefined) return null;
  let address = plain(socketAddress);
  if (proxies.length === 0) return address;
  const named = headers["x-forwarded-for"]?.toString().split(",") ?? [];
  while (isWithin(address, proxies)) {
    const before = named.pop()?.trim();
    if (!before) break;
    address = plain(before);
  }
  return address;
}

/** Takes what only a proxy of the operator may say from a request that comes from somebody else: Next believes it. */
export function dropForwarded(headers: IncomingHttpHeaders, socketAddress: string | undefined, proxies: AllowList) {
  if (socketAddress !== undefined && isWithin(plain(socketAddress), proxies)) return;
  for (const name of ABOUT_THE_REQUEST) delete headers[name];
}

const plain = (address: string) => address.replace(MAPPED, "");
