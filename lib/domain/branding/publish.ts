import { Prisma } from "@/generated/prisma/client.ts";
import type { BrandingIn, BrandingOut, BrandingSettings } from "@/lib/contract/branding.ts";
import type { Tx } from "@/lib/db.ts";
import { recordAudit } from "@/lib/domain/audit/record.ts";
import {
  type BrandingScope,
  getBranding,
  NO_SETTINGS,
  newestRevision,
  organizationFor,
  readSettings,
} from "@/lib/domain/branding/revisions.ts";
import { type Context, withTransaction } from "@/lib/domain/context.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { InvalidInput } from "@/lib/errors.ts";
import { formatId, newUuid } from "@/lib/ids.ts";

const PICTURES = ["logoLight", "logoDark", "favicon"] as const;

/**
 * Publishes a look: from the next page on, portals have it. Earlier ones are kept, and are published again to go back.
 * @throws InvalidInput for a picture that this organization has not uploaded
 */
export async function publishBranding(
  ctx: Context,
  { applicationId, ...input }: BrandingIn & Pick<BrandingScope, "applicationId">,
): Promise<BrandingOut> {
  requireOperator(ctx, "admin");
  return withTransaction(ctx, async (tx) => {
    const joined = { ...ctx, tx };
    const organizationId = await organizationFor(joined, applicationId);
    const settings = settingsOf(input);
    await requirePictures(tx, organizationId, settings);
    await write(joined, tx, { organizationId, applicationId }, settings);
    return getBranding(joined, { applicationId });
  });
}

/** Takes the look back. Without one that is no error, and nothing is written. */
export async function deleteBranding(
  ctx: Context,
  { applicationId }: Pick<BrandingScope, "applicationId">,
): Promise<void> {
  requireOperator(ctx, "admin");
  await withTransaction(ctx, async (tx) => {
    const joined = { ...ctx, tx };
    const organizationId = await organizationFor(joined, applicationId);
    const before = await newestRevision(tx, { organizationId, applicationId });
    if (before?.settings) await write(joined, tx, { organizationId, applicationId }, null);
  });
}

function settingsOf(input: BrandingIn): BrandingSettings {
  const said = Object.entries(input).filter(([, value]) => value !== undefined);
  const settings = { ...NO_SETTINGS, ...Object.fromEntries(said) } as BrandingSettings;
  return { ...settings, color: settings.color?.toLowerCase() ?? null };
}

async function requirePictures(tx: Tx, organizationId: string, settings: BrandingSettings): Promise<void> {
  const wanted = PICTURES.filter((picture) => settings[picture] !== null);
  const hashes = wanted.map((picture) => String(settings[picture]));
  const known = await tx.brandAsset.findMany({
    where: { organizationId, hash: { in: hashes } },
    select: { hash: true },
  });
  const missing = wanted.find((picture) => !known.some(({ hash }) => hash === settings[picture]));
  if (missing) throw new InvalidInput(["body", missing], "There is no such picture: upload it with POST /brand-asset.");
}

async function write(ctx: Context, tx: Tx, scope: BrandingScope, settings: BrandingSettings | null): Promise<void> {
  const before = await newestRevision(tx, scope);
  const id = newUuid();
  await tx.branding.create({
    data: { id, ...scope, settings: settings ?? Prisma.DbNull, createdBy: ctx.actor.label },
  });
  await recordAudit(ctx, tx, {
    action: settings ? "branding.published" : "branding.removed",
    applicationId: scope.applicationId,
    objectKind: "branding",
    objectId: formatId("branding", id),
    change: { before: before?.settings ? readSettings(before.settings) : null, after: settings },
  });
}
