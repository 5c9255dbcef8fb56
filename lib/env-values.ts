import { z } from "zod";
import { STAFF_ROLES, type StaffRole } from "@/lib/contract/operation.ts";
import { parseSecret } from "@/lib/webhook/secret.ts";

// What one value of a setting may be, for lib/env-schema.ts.

export const flag = (byDefault: boolean) =>
  z
    .enum(["0", "1", ""])
    .optional()
    .transform((value) => (value ? value === "1" : byDefault));

export const seconds = z.coerce.number<unknown>().int().min(1).max(31_536_000);

export const days = z.coerce.number<unknown>().int().min(1).max(3650).optional();

/** Milliseconds, as these settings are known elsewhere, in whole seconds: what is begun is waited for. */
export const milliseconds = (most: number) =>
  z.coerce
    .number<unknown>()
    .int()
    .min(1)
    .max(most * 1000)
    .transform((ms) => Math.ceil(ms / 1000));

export const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

export const EVENTS = /^(\*|[a-zA-Z0-9\-_.]+(\.\*)?)$/;

/** `Acme <alerts@acme.example>`, or the address alone. */
export function readSender(text: string): { name: string; address: string } | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not get into the header of an e-mail.
  const [, name = "", inBrackets, alone] = /^(?:([^<>"\x00-\x1f]*)<([^<>\s]+)>|([^<>\s]+))$/.exec(text.trim()) ?? [];
  const address = inBrackets ?? alone;
  return z.email().safeParse(address).success ? { name: name.trim(), address: String(address) } : null;
}

export const isRole = (text: string | undefined): text is StaffRole => STAFF_ROLES.includes(text as StaffRole);

/** The path is nothing that a proxy is asked for; a user without a password is a typing error rather than a wish. */
export function readProxy(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "http:" || url.hostname === "" || url.pathname !== "/" || url.search || url.hash) return null;
  if ((url.username === "") !== (url.password === "")) return null;
  try {
    decodeURIComponent(`${url.username}${url.password}`);
    return url;
  } catch {
    return null;
  }
}

/** https, or this machine: what an identity provider says is believed, so nobody may speak for it on the way. */
export function isSafeIssuer(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

export function isSecret(text: string): boolean {
  try {
    parseSecret(text);
    return true;
  } catch {
    return false;
  }
}
