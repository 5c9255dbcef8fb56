import { randomUUID } from "node:crypto";
import { createApiKey } from "@/lib/domain/api-keys/create.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import type { Context } from "@/lib/domain/context.ts";
import { createPortalLink } from "@/lib/domain/portal-links/create.ts";
import { parseId } from "@/lib/ids.ts";

export const SYSTEM: Context = { actor: { kind: "system", label: "test" }, requestId: "test" };

/** A key of an organization of its own, or of the one given. */
export async function anApiKey(organizationId = `org_${randomUUID().slice(0, 8)}`) {
  const ctx: Context = { actor: { kind: "apiKey", id: null, label: "test", organizationId }, requestId: "test" };
  const { id, token } = await createApiKey(ctx, { name: "test key" });
  return { ctx, id, token };
}

export async function anApplication(ctx: Context, name = "Acme") {
  const made = await createApplication(ctx, { application: { name, metadata: {} }, whenTaken: "refuse" });
  const uuid = parseId("application", made.application.id);
  if (!uuid) throw new Error("no id");
  return { id: made.application.id, uuid };
}

type LinkInput = Omit<Parameters<typeof createPortalLink>[1], "applicationId">;

/** A portal link; the code is what stands in the fragment of its URL. */
export async function aPortalLink(ctx: Context, applicationId: string, input: LinkInput = {}) {
  const { url, token } = await createPortalLink(ctx, { ...input, applicationId });
  return { url, token, code: url.split("#k=")[1] ?? "" };
}
