import { ensureDefaultApplication, findDefaultApplication } from "@/lib/domain/applications/default.ts";
import type { Context } from "@/lib/domain/context.ts";

/** The application that the short API is about: that of the key, or the default one; null when there is none yet. */
export async function findShortPlace(ctx: Context): Promise<string | null> {
  return ownApplication(ctx) ?? (await findDefaultApplication(ctx));
}

/** The same for what adds something: the default application is made by its first use. */
export async function ensureShortPlace(ctx: Context): Promise<string> {
  return ownApplication(ctx) ?? (await ensureDefaultApplication(ctx));
}

function ownApplication({ actor }: Context): string | null {
  return actor.kind === "apiKey" ? (actor.limits?.applicationId ?? null) : null;
}
