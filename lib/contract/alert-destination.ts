import { z } from "zod";

/** Where alerts go, of customers and of staff alike: an e-mail address, which stands in a header, or a URL to post to. */
export const DestinationEmail = z
  .email()
  .max(254)
  .regex(/^[\x21-\x7e]+$/, "may hold visible ASCII only");
export const DestinationUrl = z.string().min(1).max(2048);

type Destination = { kind: string; email?: string | undefined; url?: string | undefined };

/** Holds a destination to its kind: an address for `email`, a URL for every other. */
export function ofOneKind<T extends z.ZodType<Destination>>(schema: T) {
  return schema
    .refine(({ kind, email }) => (kind === "email") === (email !== undefined), {
      path: ["email"],
      error: "is needed for the kind email, and for no other",
    })
    .refine(({ kind, url }) => (kind === "email") === (url === undefined), {
      path: ["url"],
      error: "is needed for every kind but email, and not for that",
    });
}
