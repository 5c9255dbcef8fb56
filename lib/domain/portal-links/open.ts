import type { AppPortalAccessIn, AppPortalAccessOut } from "@/lib/contract/authentication.ts";
import { createApplication } from "@/lib/domain/applications/create.ts";
import { findApplication } from "@/lib/domain/applications/resolve.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { createPortalLink } from "@/lib/domain/portal-links/create.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput, NotFound } from "@/lib/errors.ts";
import { parseId } from "@/lib/ids.ts";

/**
 * A portal link of the application that the path names. With `application` in the input an unknown uid is no error:
 * the application and its first link come into being in one transaction.
 */
export async function openPortalAccess(
  ctx: Context,
  input: AppPortalAccessIn & { applicationIdOrUid: string },
): Promise<AppPortalAccessOut> {
  requireOperator(ctx, "support");
  const { applicationIdOrUid, application, ...link } = input;
  if (application && application.uid !== applicationIdOrUid && !parseId("application", applicationIdOrUid)) {
    throw new InvalidInput(["body", "application", "uid"], "must be the uid of the path");
  }

  return withTransaction(ctx, async (tx) => {
    const joined = { ...ctx, tx };
    const found = await findApplication(joined, applicationIdOrUid);
    if (found) return createPortalLink(joined, { ...link, applicationId: found.id });
    if (!application || parseId("application", applicationIdOrUid)) throw new NotFound();
    const made = await createApplication(joined, { application, whenTaken: "get" });
    const applicationId = parseId("application", made.application.id);
    if (!applicationId) throw new Error("A new application has no id.");
    return createPortalLink(joined, { ...link, applicationId });
  });
}
