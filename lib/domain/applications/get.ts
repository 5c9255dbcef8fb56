import type { ApplicationOut } from "@/lib/contract/application.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { toApplicationOut } from "@/lib/domain/applications/to-out.ts";
import type { Context } from "@/lib/domain/context.ts";

export async function getApplication(ctx: Context, input: { applicationIdOrUid: string }): Promise<ApplicationOut> {
  return toApplicationOut(await resolveApplication(ctx, input.applicationIdOrUid));
}
