import type { Application } from "@/generated/prisma/client.ts";
import { type RedactionRule, RedactionRules } from "@/lib/contract/installation-settings.ts";
import type { PrivacyOut, PrivacyPatch } from "@/lib/contract/privacy.ts";
import { lockApplication } from "@/lib/domain/applications/lock.ts";
import { resolveApplication } from "@/lib/domain/applications/resolve.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import { changeOf } from "@/lib/domain/change.ts";
import { type Context, requirePortalAccess, requireStaffRole, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { tell } from "@/lib/domain/settings/change.ts";
import { refreshSettings, settings } from "@/lib/domain/settings/snapshot.ts";
import { ask } from "@/lib/domain/tasks/ask.ts";
import { formatId } from "@/lib/ids.ts";

type Row = Pick<Application, "redaction" | "wipesAfterSuccess">;

function ownOf(row: Row): { redaction: RedactionRule[]; wipesAfterSuccess: boolean } {
  return { redaction: RedactionRules.parse(row.redaction), wipesAfterSuccess: row.wipesAfterSuccess };
}

function toPrivacyOut(row: Row): PrivacyOut {
  return { ...ownOf(row), installationRedaction: [...settings().redaction] };
}

export async function getPrivacy(ctx: Context, { applicationId }: { applicationId: string }): Promise<PrivacyOut> {
  requirePortalAccess(ctx, applicationId, "ViewBase");
  requireStaffRole(ctx, "viewer");
  return toPrivacyOut(await resolveApplication(ctx, formatId("application", applicationId)));
}

export async function patchPrivacy(
  ctx: Context,
  { applicationId, patch }: { applicationId: string; patch: PrivacyPatch },
): Promise<PrivacyOut> {
  requireOperator(ctx, "engineer");
  const row = await withTransaction(ctx, async (tx) => {
    const before = await lockApplication(ctx, tx, applicationId);
    const { redaction, wipesAfterSuccess } = patch;
    // What is there already is wiped too, once it is looked through.
    const begins = wipesAfterSuccess === true && !before.wipesAfterSuccess ? { wipeMark: null } : {};
    const after = await tx.application.update({
      where: { id: applicationId },
      data: {
        ...(redaction && { redaction }),
        ...(wipesAfterSuccess !== undefined && { wipesAfterSuccess }),
        ...begins,
      },
    });
    await ask(tx, "update installation_setting set privacy_stamp = privacy_stamp + 1");
    await tell(tx);
    await recordAudit(ctx, tx, {
      action: "application.privacy_updated",
      applicationId,
      objectKind: "application",
      objectId: formatId("application", applicationId),
      change: changeOf(ownOf(before), ownOf(after)),
    });
    return after;
  });
  await refreshSettings();
  return toPrivacyOut(row);
}
