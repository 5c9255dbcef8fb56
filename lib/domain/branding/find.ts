import type { BrandingSettings } from "@/lib/contract/branding.ts";
import { pool } from "@/lib/db.ts";
import { effectiveSettings, NO_SETTINGS, readSettings } from "@/lib/domain/branding/revisions.ts";

type Stored = Parameters<typeof readSettings>[0];
/** Both are null for an application that nobody has published a look for. */
interface Row {
  is_own: boolean | null;
  settings: Stored;
}

/** How pages of portals look that belong to no application: before one is known, or where there is none. */
export async function findPublicBrandOfOrganization(organizationId: string): Promise<BrandingSettings> {
  const { rows } = await pool().query<{ settings: Stored }>({
    name: "find-public-brand-of-organization",
    text: `select settings from branding
      where organization_id = $1 and application_id is null order by id desc limit 1`,
    values: [organizationId],
  });
  return readSettings(rows[0]?.settings);
}

/**
 * How the portal of an application looks, null when there is none. Whoever knows its address may know: its pages look like it
 * before anybody has signed in. @param applicationId UUID
 */
export async function findPublicBrand(applicationId: string): Promise<BrandingSettings | null> {
  const { rows } = await pool().query<Row>({
    name: "find-public-brand",
    text: `select b.application_id is not null as is_own, b.settings
      from application a left join lateral (
        (select application_id, settings from branding
          where organization_id = a.organization_id and application_id is null order by id desc limit 1)
        union all
        (select application_id, settings from branding
          where organization_id = a.organization_id and application_id = a.id order by id desc limit 1)
      ) b on true
      where a.id = $1 and a.deleted_at is null`,
    values: [applicationId],
  });
  if (rows.length === 0) return null;
  const of = (own: boolean) => {
    const row = rows.find(({ is_own: isOwn }) => isOwn === own);
    return row ? readSettings(row.settings) : NO_SETTINGS;
  };
  return effectiveSettings(of(false), of(true));
}

/** The same for the application of a link that is not used yet; it opens nothing. @param linkId UUID */
export async function findPublicBrandOfLink(linkId: string): Promise<BrandingSettings | null> {
  const { rows } = await pool().query<{ application_id: string }>({
    name: "find-application-of-link",
    text: "select application_id from portal_link where id = $1",
    values: [linkId],
  });
  return rows[0] ? findPublicBrand(rows[0].application_id) : null;
}

/** A logo or favicon by the hash of its bytes, whoever uploaded it: equal bytes are equal. */
export async function findBrandAsset(hash: string): Promise<{ mediaType: string; content: Buffer } | null> {
  const { rows } = await pool().query<{ media_type: string; content: Buffer }>({
    name: "find-brand-asset",
    text: "select media_type, content from brand_asset where hash = $1 limit 1",
    values: [hash],
  });
  return rows[0] ? { mediaType: rows[0].media_type, content: rows[0].content } : null;
}
