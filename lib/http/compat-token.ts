import { createHmac } from "node:crypto";
import { z } from "zod";
import { equalInConstantTime } from "@/lib/crypto.ts";
import { env } from "@/lib/env.ts";

const Header = z.object({ alg: z.literal("HS256") });
const Payload = z.object({
  iss: z.literal("svix-server"),
  sub: z.string().regex(/^org_[A-Za-z0-9]{1,64}$/),
  exp: z.number().optional(),
  nbf: z.number().optional(),
});

function parsePart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * The organization of a token that another server with the same secret issued (HS256, RFC 7519), so that who moves
 * here keeps their tokens; null when the setting is off or anything about the token is wrong.
 */
export function organizationOfCompatToken(token: string, nowMs: number): string | null {
  const secret = env().POSTHORN_COMPAT_JWT_SECRET;
  const [header, payload, signature, ...rest] = token.split(".");
  if (!secret || !header || !payload || !signature || rest.length > 0) return null;
  const expected = createHmac("sha256", secret).update(`${header}.${payload}`).digest("base64url");
  if (!equalInConstantTime(signature, expected) || !Header.safeParse(parsePart(header)).success) return null;
  const claims = Payload.safeParse(parsePart(payload));
  if (!claims.success) return null;
  const { exp = Number.POSITIVE_INFINITY, nbf = 0, sub } = claims.data;
  const nowSeconds = nowMs / 1000;
  return nowSeconds < exp && nowSeconds >= nbf ? sub : null;
}
