import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Cidr = { bytes: number[]; bits: number };

/** Ranges that an operator opened on purpose, IPv4 and IPv6 told apart by the number of bytes. */
export type AllowList = readonly Cidr[];

export type AddressVerdict = "public" | "allowed" | "blocked";

/** Says no more than this on purpose: which name resolves where is not for the person who saved the URL. */
export class BlockedAddress extends Error {
  override readonly name = "BlockedAddress";
  readonly code = "BLOCKED_ADDRESS";

  constructor() {
    super("the address is private or reserved");
  }
}

/** It may be public, but the endpoint's own list leaves it out. That list is its owner's, so the addresses are told. */
export class OutsideNetworks extends Error {
  override readonly name = "OutsideNetworks";
  readonly code = "OUTSIDE_NETWORKS";

  constructor(addresses: readonly string[]) {
    super(`${addresses.slice(0, 3).join(", ")}: in none of the networks that this endpoint allows`);
  }
}

/** The endpoint has a list of networks, and names are resolved by the operator's proxy: nobody here can keep the list. */
export class NetworksUnknown extends Error {
  override readonly name = "NetworksUnknown";
  readonly code = "NETWORKS_UNKNOWN";

  constructor() {
    super("requests leave through a proxy, so which network a name leads to is not known");
  }
}

/** A URL of the installation itself that is no debug inbox: messages would make messages. */
export class OwnAddress extends Error {
  override readonly name = "OwnAddress";
  readonly code = "OWN_ADDRESS";

  constructor() {
    super("the address is that of this service itself");
  }
}

const DENIED_V4 = cidrs(
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24",
  "192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32",
);
const PUBLIC_V6 = cidrs("2000::/3");
const DENIED_V6 = cidrs("2001::/23 2001:db8::/32 2002::/16 3fff::/20 2620:4f:8000::/48");
const NAT64 = cidrs("64:ff9b::/96");

/** Credentials of the whole machine live behind these: a range that merely contains one does not open it. */
const METADATA = cidrs(
  "169.254.169.254/32 169.254.170.2/32 169.254.170.23/32 100.100.100.200/32 168.63.129.16/32 192.0.0.192/32",
  "fd00:ec2::254/128 fd00:ec2::23/128 fd20:ce::254/128",
);

type UrlRefusal =
  | "malformed"
  | "too_long"
  | "scheme"
  | "http_not_allowed"
  | "credentials"
  | "port"
  | "host_not_allowed"
  | "address_not_allowed";

export type UrlVerdict = { ok: true; url: URL } | { ok: false; reason: UrlRefusal; message: string };

export type UrlPolicy = { allow: AllowList; allowHttp: boolean };

const MAX_URL_LENGTH = 2048;

/** One wording for names and addresses, so that saving a URL never tells what exists inside our network. */
const NOT_ALLOWED = "This address is private or reserved. Use a public URL.";

const MESSAGES: Record<UrlRefusal, string> = {
  malformed: "This is not a complete URL. Write it like https://example.com/webhooks.",
  too_long: `A URL can be at most ${MAX_URL_LENGTH} characters long.`,
  scheme: "The URL must start with https://.",
  http_not_allowed: "The URL must start with https://, so that nobody can read messages on their way.",
  credentials: "Leave user name and password out of the URL. Send them as a custom Authorization header.",
  port: "This port belongs to another kind of service. Use 443 or another web port.",
  host_not_allowed: NOT_ALLOWED,
  address_not_allowed: NOT_ALLOWED,
};

/** Names that never lead to the public Internet (RFC 6761, 6762, 7686, 8375). */
const SPECIAL_SUFFIXES = [".local", ".internal", ".home.arpa", ".test"];
const NEVER_SUFFIXES = [".localhost", ".onion", ".invalid"];

/** The block list of the Fetch standard: services that would take an HTTP body for commands. */
const BAD_PORTS = new Set(
  (
    "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139 " +
    "143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 " +
    "3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080"
  ).split(" "),
);

/** Reads a list of CIDRs separated by commas or spaces. Throws on anything else, so that a typing error opens nothing. */
export function parseCidrs(list: string): AllowList {
  return list
    .split(/[\s,]+/)
    .filter((text) => text !== "")
    .map(parseCidr);
}

/** Judges one canonical address. Whatever is not an address is blocked. */
export function judgeAddress(ip: string, allow: AllowList): AddressVerdict {
  // Only canonical text: ipaddr.js would also read octal, hex and single numbers, which a resolver never answers.
  if (isIP(ip) === 0 || ip.includes("%")) return "blocked";
  return judgeBytes(unmap(ipaddr.parse(ip).toByteArray()), allow);
}

/** Whether one of these networks has the address. An IPv4 address carried in an IPv6 one counts as what it is. */
export function isWithin(ip: string, networks: AllowList): boolean {
  if (isIP(ip) === 0 || ip.includes("%")) return false;
  const bytes = unmap(ipaddr.parse(ip).toByteArray());
  return covers(networks, bytes) || (covers(NAT64, bytes) && covers(networks, bytes.slice(12)));
}

/** Judges a URL without resolving it. The addresses behind a name are judged at every attempt, when they are dialled. */
export function judgeUrl(text: string, policy: UrlPolicy): UrlVerdict {
  if (text.length > MAX_URL_LENGTH) return refuse("too_long");
  // The parser drops tabs and newlines, trims blanks and reads a backslash as a slash: what was saved would not be what is called.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\x00-\x20\x7f-\xa0\\]|\s/.test(text)) return refuse("malformed");

  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return refuse("malformed");
  if (scheme !== "http" && scheme !== "https") return refuse("scheme");
  if (!/^[A-Za-z]+:\/\/[^/]/.test(text) || !URL.canParse(text)) return refuse("malformed");

  const authority = text.slice(scheme.length + 3).split(/[/?#]/, 1)[0] ?? "";
  if (authority.includes("@")) return refuse("credentials");

  const url = new URL(text);
  if (BAD_PORTS.has(url.port)) return refuse("port");

  const host = judgeHost(url.hostname, policy.allow);
  if (host === "host_not_allowed" || host === "address_not_allowed") return refuse(host);
  if (url.protocol === "http:" && !policy.allowHttp && host !== "allowed") return refuse("http_not_allowed");
  return { ok: true, url };
}

/** The text of an address literal as `URL.hostname` writes it, or null for a name. */
export function literalOf(hostname: string): string | null {
  if (hostname.startsWith("[")) return hostname.slice(1, -1);
  return /^\d+\.\d+\.\d+\.\d+$/.test(hostname) ? hostname : null;
}

function judgeHost(
  hostname: string,
  allow: AllowList,
): "public" | "allowed" | "host_not_allowed" | "address_not_allowed" {
  const literal = literalOf(hostname);
  if (literal !== null) {
    const verdict = judgeAddress(literal, allow);
    return verdict === "blocked" ? "address_not_allowed" : verdict;
  }

  const name = hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
  if (name === "localhost") return judgeAddress("127.0.0.1", allow) === "allowed" ? "allowed" : "host_not_allowed";
  if (NEVER_SUFFIXES.some((suffix) => name.endsWith(suffix))) return "host_not_allowed";

  const isSpecial = !name.includes(".") || SPECIAL_SUFFIXES.some((suffix) => name.endsWith(suffix));
  return isSpecial && !opensInternalNetwork(allow) ? "host_not_allowed" : "public";
}

function refuse(reason: UrlRefusal): UrlVerdict {
  return { ok: false, reason, message: MESSAGES[reason] };
}

/** Whether the operator opened a range outside the machine itself, so that internal names can lead somewhere. */
function opensInternalNetwork(allow: AllowList): boolean {
  return allow.some(({ bytes }) => judgeBytes(bytes, []) === "blocked" && !isLoopback(bytes));
}

export function isLoopbackAddress(ip: string): boolean {
  return isIP(ip) !== 0 && !ip.includes("%") && isLoopback(unmap(ipaddr.parse(ip).toByteArray()));
}

/** Addresses of the list that lead to the credentials of the machine: opened by their very address, or not at all. */
export function metadataIn(allow: AllowList): string[] {
  const exact = allow.filter(({ bytes, bits }) => bits === bytes.length * 8 && covers(METADATA, bytes));
  return exact.map(({ bytes }) => ipaddr.fromByteArray(bytes).toString());
}

/** Whether a text is an IP address, or a range of them as a CIDR. */
export function isAddressOrCidr(text: string): boolean {
  if (isIP(text) !== 0) return !text.includes("%");
  try {
    return parseCidrs(text).length === 1 && !/[\s,]/.test(text);
  } catch {
    return false;
  }
}

function judgeBytes(bytes: number[], allow: AllowList): AddressVerdict {
  // Also behind NAT64, whatever of that is opened.
  const carried = bytes.length === 16 && covers(NAT64, bytes) ? bytes.slice(12) : bytes;
  if (covers(METADATA, carried)) {
    return allow.some((cidr) => cidr.bits === carried.length * 8 && contains(cidr, carried)) ? "allowed" : "blocked";
  }
  if (covers(allow, bytes)) return "allowed";
  if (bytes.length === 4) return covers(DENIED_V4, bytes) ? "blocked" : "public";
  if (covers(NAT64, bytes)) return judgeBytes(bytes.slice(12), allow);
  return covers(PUBLIC_V6, bytes) && !covers(DENIED_V6, bytes) ? "public" : "blocked";
}

function isLoopback(bytes: number[]): boolean {
  if (bytes.length === 4) return bytes[0] === 127;
  return bytes.every((byte, index) => byte === (index === 15 ? 1 : 0));
}

/** `::ffff:a.b.c.d` is the IPv4 address a.b.c.d to the kernel, so it is to us. */
function unmap(bytes: number[]): number[] {
  const isMapped = bytes.length === 16 && bytes.every((byte, index) => index >= 12 || byte === (index >= 10 ? 255 : 0));
  return isMapped ? bytes.slice(12) : bytes;
}

function covers(ranges: readonly Cidr[], bytes: number[]): boolean {
  return ranges.some((cidr) => contains(cidr, bytes));
}

function contains(cidr: Cidr, bytes: number[]): boolean {
  if (cidr.bytes.length !== bytes.length) return false;
  const fullBytes = cidr.bits >> 3;
  for (let index = 0; index < fullBytes; index++) {
    if (cidr.bytes[index] !== bytes[index]) return false;
  }
  const restBits = cidr.bits & 7;
  if (restBits === 0) return true;
  const shift = 8 - restBits;
  return (cidr.bytes[fullBytes] ?? 0) >> shift === (bytes[fullBytes] ?? 0) >> shift;
}

function parseCidr(text: string): Cidr {
  const [address = "", prefix = "", ...rest] = text.split("/");
  const bits = /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  const width = isIP(address) === 4 ? 32 : 128;
  if (rest.length > 0 || isIP(address) === 0 || address.includes("%") || bits < 0 || bits > width) {
    throw new Error(`"${text}" is not a CIDR such as 10.0.0.0/8 or fd00::/8`);
  }

  const bytes = ipaddr.parse(address).toByteArray();
  const unmapped = unmap(bytes);
  if (unmapped.length === bytes.length) return { bytes, bits };
  if (bits < 96) throw new Error(`"${text}" mixes IPv4 and IPv6; write the two ranges apart`);
  return { bytes: unmapped, bits: bits - 96 };
}

function cidrs(...lists: string[]): AllowList {
  return lists.flatMap(parseCidrs);
}
