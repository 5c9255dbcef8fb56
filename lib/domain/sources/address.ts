import { randomBytes } from "node:crypto";
import { env } from "@/lib/env.ts";

/** 128 bits in base64url. */
export function newSourceToken(): string {
  return randomBytes(16).toString("base64url");
}

export const SOURCE_TOKEN = /^[A-Za-z0-9_-]{22}$/;

export function sourceUrl(token: string): string {
  return `${new URL(env().PUBLIC_URL).href.replace(/\/+$/, "")}/in/${token}`;
}
