import type { IncomingHttpHeaders } from "node:http";
import { judgeAddress } from "@/lib/webhook/address.ts";

/** A socket that listens for both versions writes IPv4 addresses like this. */
const MAPPED = /^::ffff:(?=\d+\.)/i;

/**
 * Where a request comes from. A reverse proxy stands in our network or on this machine, and the last address that it
 * names is the one that it saw; without it all customers would be one caller and share one limit. Who connects from the
 * Internet is no proxy, and could otherwise be somebody else each time. null when unknown.
 */
export function clientAddress(headers: IncomingHttpHeaders, socketAddress: string | undefined): string | null {
  if (socketAddress === undefined) return null;
  const isProxy = judgeAddress(socketAddress, []) === "blocked";
  const named = isProxy ? headers["x-forwarded-for"]?.toString().split(",").at(-1)?.trim() : undefined;
  return (named || socketAddress).replace(MAPPED, "");
}
