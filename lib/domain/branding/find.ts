import type { BrandingSettings } from "@/lib/contract/branding.ts";
import { pool } from "@/lib/db.ts";
import { effectiveSettings, NO_SETTINGS, readSettings } from "@/lib/domain/branding/revisions.ts";

interface Row {
  is_own: boolean;
  settings: Parameters<typeof readSettings>[0];
}

/**
 * How the portal of an application looks. Whoever knows its address may know: its pages look like it before anybody has
 * signed in. @param applicationId UUID
 */
export async function findPublicBrand(applicationId: string): Promise<BrandingSettings> {
  const { rows } = await pool().query<Row>({
    name: "find-public-brand",
    text: `select b.application_id is not null as is_own, b.settings
      from application a cross join lateral (
        (select application_id, settings from branding
          where organization_id = a.organization_id and application_id is null order by id desc limit 1)
        union all
        (select application_id, settings from branding
          where organization_id = a.organization_id and application_id = a.id order by id desc limit 1)
      ) b
      where a.id = $1 and a.deleted_at is null`,
    values: [applicationId],
  });
  const of = (own: boolean) => {
    const row = rows.find(({ is_own: isOwn }) => isOwn === own);
    return row ? readSettings(row.settings) : NO_SETTINGS;
  };
  return effectiveSettings(of(false), of(true));
}

/** The same for the application of a link that is not used yet; it opens nothing. @param linkId UUID */
export async function findPublicBrandOfLink(linkId: string): Promise<BrandingSettings> {
  const { rows } = await pool().query<{ application_id: string }>({
    name: "find-application-of-link",
    text: "select application_id from portal_link where id = $1",
    values: [linkId],
  });
  return rows[0] ? findPublicBrand(rows[0].application_id) : NO_SETTINGS;
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
