import { z } from "zod";

/** A site as browsers name it: scheme, host and port, nothing behind. null for everything else. */
export function parseOrigin(text: string): string | null {
  const url = /^https?:\/\/[^\s/?#\\@;,'"*]+\/?$/i.test(text) ? URL.parse(text) : null;
  return url && url.origin !== "null" && url.username === "" ? url.origin : null;
}

export const Origin = z
  .string()
  .max(255)
  .refine(
    (text) => parseOrigin(text) !== null,
    "must be a site such as https://app.example.com, without path or wildcard",
  )
  .describe("A site: scheme, host and port, such as `https://app.example.com`. No path, no wildcard.");
