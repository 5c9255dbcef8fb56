import type { Prisma } from "@/generated/prisma/client.ts";
import { type BrandingOut, type BrandingRevisionOut, BrandingSettings } from "@/lib/contract/branding.ts";
import type { ListQuery, Page } from "@/lib/contract/common.ts";
import { db, type Tx } from "@/lib/db.ts";
import { type Context, organizationForNew } from "@/lib/domain/context.ts";
import { idScan, pageOf, parseIterator } from "@/lib/domain/list.ts";
import { requireOperator } from "@/lib/domain/require-operator.ts";
import { formatId } from "@/lib/ids.ts";

/** Whose look: of one application (UUID), or of the organization for null. */
export interface BrandingScope {
  organizationId: string;
  applicationId: string | null;
}

export const NO_SETTINGS: BrandingSettings = {
  displayName: null,
  logoLight: null,
  logoDark: null,
  favicon: null,
  color: null,
  radius: null,
  font: null,
  density: null,
  backUrl: null,
  backName: null,
  helpUrl: null,
  supportEmail: null,
};

/** An application's own settings, and the organization's for what they leave out. Two logos belong together. */
export function effectiveSettings(organization: BrandingSettings, own: BrandingSettings): BrandingSettings {
  const said = Object.entries(own).filter(([, value]) => value !== null);
  const merged = { ...organization, ...Object.fromEntries(said) };
  return own.logoLight !== null && own.logoDark === null ? { ...merged, logoDark: null } : merged;
}

export function readSettings(stored: Prisma.JsonValue | undefined): BrandingSettings {
  return BrandingSettings.parse({ ...NO_SETTINGS, ...(stored as object | null | undefined) });
}

export function newestRevision(client: Tx | ReturnType<typeof db>, scope: BrandingScope) {
  return client.branding.findFirst({ where: { ...scope }, orderBy: { id: "desc" } });
}

/** The look that is published for an application, or for every one of the organization. */
export async function getBranding(
  ctx: Context,
  { applicationId }: Pick<BrandingScope, "applicationId">,
): Promise<BrandingOut> {
  requireOperator(ctx, "viewer");
  const client = ctx.tx ?? db();
  const organizationId = await organizationFor(ctx, applicationId);
  const [organization, own] = await Promise.all([
    newestRevision(client, { organizationId, applicationId: null }),
    applicationId ? newestRevision(client, { organizationId, applicationId }) : null,
  ]);
  const shown = applicationId ? own : organization;
  const published = shown?.settings ? shown : null;
  return {
    id: published && formatId("branding", published.id),
    settings: readSettings(shown?.settings),
    effective: effectiveSettings(readSettings(organization?.settings), readSettings(own?.settings)),
    createdBy: published?.createdBy ?? null,
    createdAt: published?.createdAt.toISOString() ?? null,
  };
}

/** Every look that was published, newest first. */
export async function listBrandingRevisions(
  ctx: Context,
  { applicationId, ...query }: ListQuery & Pick<BrandingScope, "applicationId">,
): Promise<Page<BrandingRevisionOut>> {
  requireOperator(ctx, "viewer");
  const organizationId = await organizationFor(ctx, applicationId);
  const iterator = parseIterator("branding", query.iterator);
  const { where, ...scan } = idScan("descending", iterator, query.limit);
  const rows = await db().branding.findMany({ where: { ...where, organizationId, applicationId }, ...scan });
  const idOf = (row: { id: string }) => formatId("branding", row.id);
  return pageOf(rows, {
    limit: query.limit,
    iterator,
    toOut: (row) => ({
      id: idOf(row),
      settings: row.settings === null ? null : readSettings(row.settings),
      createdBy: row.createdBy,
      createdAt: row.createdAt.toISOString(),
    }),
    idOf,
  });
}

/** Staff see every organization: an application's look is in its own. */
export async function organizationFor(ctx: Context, applicationId: string | null): Promise<string> {
  if (applicationId === null) return organizationForNew(ctx);
  const client = ctx.tx ?? db();
  const found = await client.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: { organizationId: true },
  });
  return found.organizationId;
}
