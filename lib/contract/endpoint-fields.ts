import { z } from "zod";

export const Secret = z
  .string()
  .min(1)
  .max(256)
  .describe("`whsec_` and base64 of 24 to 75 bytes, or `whsk_` and base64 of an Ed25519 key pair (64 bytes).");

/** Custom headers, by name. */
export const Headers = z.record(z.string().min(1).max(256), z.string().max(4096));
